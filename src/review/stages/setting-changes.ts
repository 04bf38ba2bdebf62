import { isDeepStrictEqual } from "node:util";
import { type ConfigPath, formatPath } from "../../environment/problems";
import { groupBy } from "../../base/group-by";
import { type SettingRecord } from "../../terraform/environment-record";
import { nested } from "../../terraform/settings";
import { type Json } from "../../terraform/stack-json";

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
  /** Path of the part that the value alone adds, without which the rest is not valid. @default - the value itself */
  readonly of?: string;
}

/** The changed settings between two records. Looks them up by path, because a review asks for each line. */
export class SettingChanges {
  /** In the order of the file. */
  readonly all: readonly SettingChange[];
  /** Changes by each path around them, such as `models`, `models[api]` and `models[api].port`. */
  private readonly byPath = new Map<string, SettingChange[]>();
  /** Path of the part with a change that exists on one side only. */
  private readonly parts = new Map<SettingChange, string>();
  private readonly positions: ReadonlyMap<SettingChange, number>;

  constructor(before: readonly SettingRecord[], after: readonly SettingRecord[]) {
    const [old, now] = [namedSettings(before), namedSettings(after)];
    const [oldParts, nowParts] = [old, now].map(
      (each) => new Set([...each.values()].flatMap(({ outer }) => outer)),
    );
    this.all = [...new Set([...now.keys(), ...old.keys()])].flatMap((path) => {
      const [was, is] = [old.get(path)?.setting, now.get(path)?.setting];
      if (isDeepStrictEqual(was?.value, is?.value)) return [];
      const change = { path, before: was?.value, after: is?.value, at: is?.at ?? was?.at };
      const around = (now.get(path) ?? old.get(path))?.outer ?? [];
      for (const outer of around) push(this.byPath, outer, change);
      const other = was === undefined ? oldParts : is === undefined ? nowParts : undefined;
      this.parts.set(change, around.find((outer) => other?.has(outer) === false) ?? path);
      return [change];
    });
    this.positions = new Map(this.all.map((change, index) => [change, index]));
  }

  /** Path of the outermost part that exists on one side only and has a change, or of the change itself. */
  partOf(change: SettingChange): string {
    return this.parts.get(change) ?? change.path;
  }

  /** Changes of a value or of values inside of it. */
  within(path: string): readonly SettingChange[] {
    return this.byPath.get(path) ?? [];
  }

  /** Each change once, in the order of the file. */
  inOrder(changes: Iterable<SettingChange>): SettingChange[] {
    const position = (change: SettingChange): number => this.positions.get(change) ?? 0;
    return [...new Set(changes)].sort((one, other) => position(one) - position(other));
  }

  /**
   * Changes with one entry for each part that exists on one side only, instead of all its values: a model, a node group. A
   * part with one value stays that value.
   */
  withParts(changes: readonly SettingChange[]): SettingChange[] {
    return [...groupBy(changes, (change) => this.partOf(change))].flatMap(
      ([path, inner]): SettingChange[] => {
        const [first, ...more] = inner;
        if (!first) return [];
        if (more.length === 0) return first.before === undefined ? [{ ...first, of: path }] : [first];
        const part = first.before === undefined ? "added" : "removed";
        const at = inner.find((each) => each.at !== undefined)?.at;
        return [{ path, before: undefined, after: undefined, at, part }];
      },
    );
  }
}

/** A setting with the paths around it. */
export interface NamedSetting {
  readonly setting: SettingRecord;
  /** `models`, `models[api]` and `models[api].port` of the last one. */
  readonly outer: readonly string[];
}

/** Settings by their path with names of items. */
export type NamedSettings = ReadonlyMap<string, NamedSetting>;

/** Names the items of lists, because their indexes shift when an item is inserted before them. */
export function namedSettings(settings: readonly SettingRecord[]): NamedSettings {
  const config = nested(settings);
  return new Map(
    settings.map((setting) => {
      const outer = setting.path.map((_, index) => named(setting.path.slice(0, index + 1), config));
      return [outer.at(-1) ?? "", { setting, outer }];
    }),
  );
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Identity of an item of a list: a name, the role of people, or both ends and the port of a rule. */
function identityOf(item: unknown): unknown {
  const { name, role, peer, ...rule } = (item ?? {}) as Readonly<Record<string, unknown>>;
  if (name !== undefined || peer === undefined) return name ?? role;
  return [rule["group"], rule["direction"], peer, String(rule["port"])].join(" ");
}

/** Formats a path with names for list items. */
export function named(path: ConfigPath, config: unknown): string {
  let value = config;
  const steps = path.map((step) => {
    value = (value as Record<string | number, unknown> | undefined)?.[step];
    const name = typeof step === "number" ? identityOf(value) : undefined;
    return typeof name === "string" ? { name } : step;
  });
  return steps.reduce<string>((text, step) => {
    if (typeof step === "object") return `${text}[${step.name}]`;
    const added = formatPath([step]);
    return text === "" || typeof step === "number" ? `${text}${added}` : `${text}.${added}`;
  }, "");
}
