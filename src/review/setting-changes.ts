import { isDeepStrictEqual } from "node:util";
import { type ConfigPath, formatPath } from "../config/loader/problems";
import { type EnvironmentConfig } from "../config/schema";
import { type SettingRecord } from "../terraform-json/environment-record";
import { type Json } from "../terraform-json/stack-json";

/** A changed value of an environment's file. */
export interface SettingChange {
  /** Path such as `models[api].port`; list items are identified by name. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Location as `file:line:column`, on the before side for a removed value; undefined for a default. */
  readonly at: string | undefined;
}

/** Compares the values of both sides. */
export function changesBetween(
  before: readonly SettingRecord[],
  after: readonly SettingRecord[],
): SettingChange[] {
  const [old, now] = [byPath(before), byPath(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), now.get(path)];
    if (isDeepStrictEqual(was?.value, is?.value)) return [];
    return [{ path, before: was?.value, after: is?.value, at: is?.at ?? was?.at }];
  });
}

function byPath(settings: readonly SettingRecord[]): Map<string, SettingRecord> {
  const config = nested(settings);
  return new Map(settings.map((setting) => [named(setting.path, config), setting]));
}

/** Formats a path with names for list items; their indexes shift when an item is inserted before them. */
export function named(path: ConfigPath, config: unknown): string {
  let value = config;
  const steps = path.map((step) => {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
    const name = typeof step === "number" ? (value as { name?: unknown } | undefined)?.name : undefined;
    return typeof name === "string" ? { name } : step;
  });
  return steps.reduce<string>((text, step) => {
    if (typeof step === "object") return `${text}[${step.name}]`;
    const added = formatPath([step]);
    return text === "" || typeof step === "number" ? `${text}${added}` : `${text}.${added}`;
  }, "");
}

/** The configuration that the settings come from. */
export function nested(settings: readonly SettingRecord[]): EnvironmentConfig {
  const root: Record<string, unknown> = { models: [], cluster: { nodeGroups: {} } };
  for (const { path, value } of settings) {
    let holder: Record<string | number, unknown> = root;
    path.forEach((step, index) => {
      const next = path[index + 1];
      if (next === undefined) holder[step] = value;
      else holder = (holder[step] ??= typeof next === "number" ? [] : {}) as Record<string | number, unknown>;
    });
  }
  return root as unknown as EnvironmentConfig;
}
