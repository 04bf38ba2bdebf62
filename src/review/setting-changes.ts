import { isDeepStrictEqual } from "node:util";
import { type ConfigPath, formatPath } from "../config/loader/problems";
import { type SettingRecord } from "../terraform-json/environment-record";
import { nested } from "../terraform-json/settings";
import { type Json } from "../terraform-json/stack-json";

/** A changed value of an environment's file, or a part of it that exists on one side only. */
export interface SettingChange {
  /** Path such as `models[api].port`; list items are identified by name. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Location as `file:line:column`, on the before side for a removed value; undefined for a default. */
  readonly at: string | undefined;
  /** Whether a part with several values appears or disappears. @default - one value changes */
  readonly part?: "added" | "removed";
}

/** Compares the values of both sides. */
export function changesBetween(
  before: readonly SettingRecord[],
  after: readonly SettingRecord[],
): SettingChange[] {
  const [old, now] = [byPath(before), byPath(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path)?.setting, now.get(path)?.setting];
    if (isDeepStrictEqual(was?.value, is?.value)) return [];
    return [{ path, before: was?.value, after: is?.value, at: is?.at ?? was?.at }];
  });
}

/**
 * Changes with one entry for each part that exists on one side only, instead of all its values: a model, a node group. A
 * part with one value stays that value.
 */
export function withParts(
  changes: readonly SettingChange[],
  before: readonly SettingRecord[],
  after: readonly SettingRecord[],
): SettingChange[] {
  const [old, now] = [byPath(before), byPath(after)];
  const [oldParts, nowParts] = [old, now].map(
    (each) => new Set([...each.values()].flatMap(({ outer }) => outer)),
  );
  const parts = new Map<string, SettingChange[]>();
  for (const change of changes) {
    const other = change.before === undefined ? oldParts : change.after === undefined ? nowParts : undefined;
    const around = (now.get(change.path) ?? old.get(change.path))?.outer ?? [];
    const outer = around.find((path) => other?.has(path) === false) ?? change.path;
    parts.set(outer, [...(parts.get(outer) ?? []), change]);
  }
  return [...parts].flatMap(([path, inner]): SettingChange[] => {
    const [first, ...more] = inner;
    if (!first || more.length === 0) return inner;
    const part = first.before === undefined ? "added" : "removed";
    const at = inner.find((each) => each.at !== undefined)?.at;
    return [{ path, before: undefined, after: undefined, at, part }];
  });
}

/** True if a path is another one or inside of it. */
export const isWithin = (path: string, outer: string): boolean =>
  path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

interface NamedSetting {
  readonly setting: SettingRecord;
  /** `models`, `models[api]` and `models[api].port` of the last one. */
  readonly outer: readonly string[];
}

function byPath(settings: readonly SettingRecord[]): Map<string, NamedSetting> {
  const config = nested(settings);
  return new Map(
    settings.map((setting) => [
      named(setting.path, config),
      { setting, outer: setting.path.map((_, index) => named(setting.path.slice(0, index + 1), config)) },
    ]),
  );
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
