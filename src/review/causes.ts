import { isDeepStrictEqual } from "node:util";
import { causeOf } from "../config/cause";
import { type ConfigPath, formatPath } from "../config/reading/problems";
import { type EnvironmentConfig } from "../config/schema";
import { type Layer } from "../core/layers";
import { type EnvironmentRecord, type SettingRecord } from "../synthesized/environment-record";
import { type Json, type JsonObject } from "../synthesized/stack-json";

/** A value of an environment's file that is not what it was. */
export interface SettingChange {
  /** `models[api].port`; items of lists are told apart by their names. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** Where it is written, or was, as `file:line:column`; undefined for a default. */
  readonly at: string | undefined;
}

/** Which values of the environment's file a change follows from. */
export class Causes {
  /** False where a folder does not say what it was made of. */
  readonly isKnown: boolean;
  readonly changes: readonly SettingChange[];
  private readonly configs: readonly EnvironmentConfig[];
  /** By every part of the file that they are in. */
  private readonly byPart: ReadonlyMap<string, readonly SettingChange[]>;
  /** By every text that they have on one side only. */
  private readonly byText: ReadonlyMap<string, readonly SettingChange[]>;

  constructor(before: EnvironmentRecord, after: EnvironmentRecord) {
    this.isKnown = before.settings.length > 0 && after.settings.length > 0;
    this.changes = this.isKnown ? changesBetween(before.settings, after.settings) : [];
    this.configs = [after, before].map(({ settings }) => nested(settings) as EnvironmentConfig);
    this.byPart = indexed(this.changes, ({ path }) => partsOf(path));
    this.byText = indexed(this.changes, changedTexts);
  }

  /** Values that nobody wrote, before or after: the program chose another one. */
  get defaults(): SettingChange[] {
    return this.changes.filter(
      ({ at, before, after }) => at === undefined && before !== undefined && after !== undefined,
    );
  }

  /**
   * The one value that a change at an address follows from: of the part of the file that shapes such resources, or by
   * what `configs`, the resource before and after, hold. Undefined where there is none, or more than one.
   */
  of(
    layer: Layer,
    address: string,
    configs: readonly (JsonObject | undefined)[] = [],
  ): SettingChange | undefined {
    if (this.changes.length <= 1) return this.changes[0];
    const own = few(
      this.configs.flatMap((config) => {
        const part = causeOf(config, layer, address);
        return part === undefined ? [] : [this.byPart.get(named(part, config)) ?? []];
      }),
    );
    if (own?.length === 1) return own[0];
    const held = few(
      [...new Set(configs.flatMap((config) => textsIn(config ?? null)))].map(
        (text) => this.byText.get(text) ?? [],
      ),
    );
    const both = own && own.length > 0 ? held?.filter((change) => own.includes(change)) : held;
    return both?.length === 1 ? both[0] : undefined;
  }
}

/** More than this, and none of them is the one. */
const MOST_CANDIDATES = 20;

/** The changes of some lists; undefined where they are too many to tell one from another. */
function few(lists: readonly (readonly SettingChange[])[]): readonly SettingChange[] | undefined {
  return lists.some(({ length }) => length > MOST_CANDIDATES) ? undefined : [...new Set(lists.flat())];
}

function indexed(
  changes: readonly SettingChange[],
  keysOf: (change: SettingChange) => readonly string[],
): ReadonlyMap<string, readonly SettingChange[]> {
  const index = new Map<string, SettingChange[]>();
  for (const change of changes) {
    for (const key of new Set(keysOf(change))) {
      const known = index.get(key);
      if (known) known.push(change);
      else index.set(key, [change]);
    }
  }
  return index;
}

/** A path and all of its beginnings: `a`, `a[b]`, `a[b].c`. */
const partsOf = (path: string): string[] => [
  path,
  ...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
];

/** The texts that a setting has on one side only; a word such as `true` could be anything's. */
function changedTexts({ before, after }: SettingChange): string[] {
  const [was, is] = [textsIn(before ?? null), textsIn(after ?? null)];
  const changed = [...was.filter((text) => !is.includes(text)), ...is.filter((text) => !was.includes(text))];
  return changed.filter((text) => text.length > 1 && !/^(true|false)$/.test(text));
}

function textsIn(value: Json): string[] {
  if (value === null) return [];
  return typeof value === "object"
    ? Object.values(value).flatMap((item) => textsIn(item as Json))
    : [String(value)];
}

function changesBetween(before: readonly SettingRecord[], after: readonly SettingRecord[]): SettingChange[] {
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
function named(path: ConfigPath, config: unknown): string {
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
function nested(settings: readonly SettingRecord[]): object {
  const root: Record<string, unknown> = { models: [], cluster: { nodeGroups: {} } };
  for (const { path, value } of settings) {
    let holder: Record<string | number, unknown> = root;
    path.forEach((step, index) => {
      const next = path[index + 1];
      if (next === undefined) holder[step] = value;
      else holder = (holder[step] ??= typeof next === "number" ? [] : {}) as Record<string | number, unknown>;
    });
  }
  return root;
}
