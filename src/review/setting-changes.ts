import { isDeepStrictEqual } from "node:util";
import { type ConfigPath, formatPath } from "../config/loader/problems";
import { type EnvironmentConfig } from "../config/schema";
import { type SettingRecord } from "../terraform-json/environment-record";
import { type Json } from "../terraform-json/stack-json";

/** A value of an environment's file that is not what it was. */
export interface SettingChange {
  /** `models[api].port`; items of lists are told apart by their names. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Where it is written, or was, as `file:line:column`; undefined for a default. */
  readonly at: string | undefined;
}

/** Values that are not the same before and after. */
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

/** A path in which an item of a list goes by its name, since its index says nothing once another is put before it. */
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

/** The configuration that settings are the values of. */
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
