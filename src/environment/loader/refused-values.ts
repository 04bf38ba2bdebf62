import { type z } from "zod";
import { safeParse, type $ZodIssue, type $ZodType } from "zod/v4/core";
import { type ConfigPath, formatPath } from "../problems";
import { valueSchemasOf } from "../value-schemas";
import { variantsFor } from "./value-forms";
import { type ValueSchema } from "./schema-kinds";
import { type YamlMapping, type YamlNode } from "./yaml-node";

/** In place of a value that is refused. */
const REFUSED = Symbol("refused");

/** Mappings with a key that is refused. It can be a wrong name for any key that is not written. */
const unclear = new WeakSet<object>();

/** Mappings by the guard that rules read them through. */
export const targets = new WeakMap<object, object>();

class RefusedValueRead extends Error {}

/** Results of a rule. None if the rule reads a refused value: its results are unknown until the value is corrected. */
export function unlessRefused<R>(rule: () => readonly R[]): readonly R[] {
  try {
    return rule();
  } catch (error) {
    if (error instanceof RefusedValueRead) return [];
    throw error;
  }
}

interface Refusable {
  readonly keys: YamlMapping;
  /** The keys as plain values. */
  readonly value: unknown;
  /** Paths of the refused values, as `formatPath` writes them. */
  readonly refused: ReadonlySet<string>;
}

/**
 * An environment with refused values: all other values, with defaults filled in. To read a refused
 * value ends the rule that reads it (`unlessRefused`). In a mapping with a refused key, so does a
 * key that is not written.
 */
export function acceptedPart<T>(schema: z.ZodType<T>, { keys, value, refused }: Refusable): T {
  return guarded(partOf(schema, { written: keys, value, path: [] }, refused)) as T;
}

/** A plain value without what the issues of zod refuse; an item that is refused leaves out its list. */
export function withoutRefused(value: unknown, issues: readonly $ZodIssue[]): unknown {
  const rest = structuredClone(value);
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") issue.keys.forEach((key) => leaveOut(rest, [...issue.path, key]));
    else leaveOut(rest, issue.path);
  }
  return rest;
}

function leaveOut(value: unknown, path: readonly PropertyKey[]): void {
  const last = path.findLastIndex((step) => typeof step !== "number");
  const parent = path
    .slice(0, last)
    .reduce<unknown>((node, step) => (node as Record<PropertyKey, unknown> | undefined)?.[step], value);
  if (parent !== null && typeof parent === "object" && last >= 0)
    Reflect.deleteProperty(parent, path[last] as PropertyKey);
}

interface Part {
  readonly written: YamlNode | undefined;
  readonly value: unknown;
  readonly path: ConfigPath;
}

function partOf(schema: $ZodType, part: Part, refused: ReadonlySet<string>): unknown {
  const { written, value, path } = part;
  if (written?.faulty === true || refused.has(formatPath(path))) return REFUSED;
  const forms = valueSchemasOf(schema);
  const [form, ...others] = written?.kind === "mapping" ? variantsFor(forms, written) : forms;
  const inner = form && others.length === 0 ? childrenOf(form, part, refused) : undefined;
  if (inner !== undefined) return inner;
  const parsed = safeParse(schema, value);
  return parsed.success ? parsed.data : REFUSED;
}

/** Accepted values of a list or a mapping; undefined for another kind of value. */
function childrenOf(form: ValueSchema, part: Part, refused: ReadonlySet<string>): object | undefined {
  const { written, path } = part;
  const { def } = form._zod;
  const child = (schema: $ZodType, step: string | number, node: YamlNode | undefined, value: unknown) =>
    partOf(schema, { written: node, value, path: [...path, step] }, refused);
  if (written?.kind === "list" && def.type === "array") {
    const values = part.value as readonly unknown[];
    return written.items.map((item, index) => child(def.element, index, item, values[index]));
  }
  if (written?.kind !== "mapping") return undefined;
  const values = part.value as Readonly<Record<string, unknown>>;
  if (def.type !== "record" && def.type !== "object") return undefined;
  const schemas = def.type === "object" ? def.shape : {};
  const schemaOf = (name: string): $ZodType | undefined => {
    if (def.type === "object") return Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    return refused.has(formatPath([...path, name])) ? undefined : def.valueType;
  };
  const names = [...written.entries.keys()];
  const isUnclear = written.incomplete || names.some((name) => schemaOf(name) === undefined);
  const children = new Map<string, unknown>();
  for (const name of isUnclear ? names : new Set([...names, ...Object.keys(schemas)])) {
    const schema = schemaOf(name);
    if (schema) children.set(name, child(schema, name, written.entries.get(name)?.value, values[name]));
  }
  const mapping = Object.fromEntries([...children].filter(([, value]) => value !== undefined));
  if (isUnclear) unclear.add(mapping);
  return mapping;
}

function guarded(value: unknown): unknown {
  if (value === REFUSED) throw new RefusedValueRead();
  if (value === null || typeof value !== "object") return value;
  const requireClear = (key?: string | symbol): void => {
    if (unclear.has(value) && (key === undefined || !Object.hasOwn(value, key))) throw new RefusedValueRead();
  };
  const guard = new Proxy(value, {
    get: (target, key) => {
      requireClear(key);
      return guarded(Reflect.get(target, key));
    },
    has: (target, key) => {
      requireClear(key);
      return Reflect.has(target, key);
    },
    getOwnPropertyDescriptor: (target, key) => {
      requireClear(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    ownKeys: (target) => {
      requireClear();
      return Reflect.ownKeys(target);
    },
  });
  targets.set(guard, value);
  return guard;
}
