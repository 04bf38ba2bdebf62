import { isDeepStrictEqual } from "node:util";
import { type ChangedForm } from "../../src/facts/replacement-attributes/effect";
import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform/stack-json";
import { type SchemaBlock, type SchemaType } from "./provider";
import { type Sample } from "./samples";

/** A state and a configuration that differ in one argument. */
export interface Question {
  readonly type: string;
  /** `vpc_config.subnet_ids` */
  readonly path: string;
  readonly difference: ChangedForm;
  readonly config: JsonObject;
  readonly state: JsonObject;
}

type Path = readonly string[];

/**
 * Every question that a sample can answer: each argument of the type is changed, added and removed. An argument that the
 * sample lacks gets a made-up value. A question that the provider refuses has no answer.
 */
export function questionsOf({ type, config }: Sample, state: JsonObject, schema: SchemaBlock): Question[] {
  return argumentsOf(schema).flatMap(({ path, made, isBlock, isComputed }): Question[] => {
    const ask = (difference: ChangedForm, was: Json | undefined, written?: Json): Question => ({
      type,
      path: path.join("."),
      difference,
      config: difference === "removed" || written !== undefined ? withValue(config, path, written) : config,
      state: withValue(state, path, was, guide),
    });
    const block = path.slice(0, -1);
    if (block.length > 0 && valueAt(config, block) === undefined) return [];
    const configured = valueAt(config, path);
    // A computed argument has a value in every block of the state, and perhaps in a later block of the configuration.
    const first = valueAt(state, path);
    const isElsewhere =
      configured !== undefined && first !== undefined && !isDeepStrictEqual(first, configured);
    const guide = isElsewhere ? config : state;
    const known = isElsewhere ? valueLike(state, path, guide) : first;
    const none = Array.isArray(known) ? [] : null;
    if (configured !== undefined) {
      const value = known ?? configured;
      return [
        ...(isBlock ? [] : [ask("changed", another(value))]),
        ask("added", none, isBlock || telling(configured) === configured ? undefined : telling(configured)),
        // Terraform keeps a computed value; other arguments fall back to a default, which differs from the written value.
        ask("removed", isBlock || isComputed ? known : another(value)),
      ];
    }
    const usual = known === undefined || known === null || isEmpty(known) ? made : known;
    const has = isBlock ? [] : [ask("changed", usual, another(usual))];
    return [
      ...has,
      ask("added", none, telling(made)),
      ...(isComputed ? [] : [ask("removed", telling(made))]),
    ];
  });
}

/** A value that differs from an unset one. */
const telling = (value: Json): Json =>
  value === false || value === 0 || value === "" ? another(value) : value;

interface Argument {
  readonly path: Path;
  /** A value of its type in state format. */
  readonly made: Json;
  readonly isBlock: boolean;
  /** Terraform keeps the old value of an unset argument. */
  readonly isComputed: boolean;
}

function argumentsOf(schema: SchemaBlock, above: Path = []): Argument[] {
  const attributes = Object.entries(schema.attributes ?? {})
    .filter(
      ([name, { optional, required }]) => (optional || required) && !(above.length === 0 && name === "id"),
    )
    .map(([name, { type, computed }]) => ({
      path: [...above, name],
      made: madeOf(type),
      isBlock: false,
      isComputed: computed === true,
    }));
  const blocks = Object.entries(schema.block_types ?? {})
    .filter(([name]) => name !== "timeouts")
    .flatMap(([name, { block }]) => [
      { path: [...above, name], made: [madeBlock(block)], isBlock: true, isComputed: false },
      ...argumentsOf(block, [...above, name]),
    ]);
  return [...attributes, ...blocks];
}

/** A value of a type. */
export function madeOf(type: SchemaType): Json {
  if (type === "string") return "stand-in";
  if (type === "number") return 7;
  if (type === "bool") return false;
  const [kind, of] = type;
  if (kind === "map") return { "stand-in": madeOf(of as SchemaType) };
  if (kind === "object") {
    return Object.fromEntries(
      Object.entries(of as Record<string, SchemaType>).map(([key, each]) => [key, madeOf(each)]),
    );
  }
  return [madeOf(of as SchemaType)];
}

function madeBlock({ attributes = {}, block_types: nested = {} }: SchemaBlock): JsonObject {
  return {
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, { type, required }]) => [name, required ? madeOf(type) : null]),
    ),
    ...Object.fromEntries(Object.keys(nested).map((name) => [name, []])),
  };
}

/** Another value of the same type; for a JSON document, another document. */
function another(value: Json): Json {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return anotherText(value);
  if (value === null) return "stand-in";
  if (Array.isArray(value)) {
    const [first, ...rest] = asArray(value);
    return first === undefined ? [] : [another(first), ...rest];
  }
  return { ...asObject(value), another: Object.values(value)[0] ?? "stand-in" };
}

function anotherText(text: string): string {
  if (/^\s*\{/.test(text)) return JSON.stringify(anotherDocument(JSON.parse(text) as Json));
  if (/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text))
    return text === "172.30.0.0/16" ? "172.31.0.0/16" : "172.30.0.0/16";
  if (text === "true" || text === "false") return text === "true" ? "false" : "true";
  return /^\d+$/.test(text) ? `${text}1` : `${text}-2`;
}

/** Changes the first text or number. */
function anotherDocument(value: Json): Json {
  if (value === null || typeof value !== "object") return another(value);
  const [[key, item] = ["stand-in", null], ...others] = Object.entries(value).reverse() as [string, Json][];
  const changed = [[key, anotherDocument(item)], ...others].reverse() as [string, Json][];
  return Array.isArray(value) ? changed.map(([, each]) => each) : Object.fromEntries(changed);
}

const isEmpty = (value: Json): boolean => typeof value === "object" && Object.keys(value ?? {}).length === 0;

/** The value at a path, in the first of several blocks that has one. */
export function valueAt(value: Json | undefined, [key, ...rest]: Path): Json | undefined {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    return asArray(value)
      .map((item) => valueAt(item, [key, ...rest]))
      .find((found) => found !== undefined && found !== null);
  }
  const found = asObject(value)[key];
  return found === undefined ? undefined : valueAt(found, rest);
}

/** The value at a path, in the blocks in which `guide` has one first. */
function valueLike(value: Json | undefined, path: Path, guide: Json | undefined): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === undefined) return value;
  if (Array.isArray(value)) {
    const index = indexIn(guide, path);
    return valueLike(asArray(value)[index], path, asArray(guide)[index]);
  }
  return valueLike(asObject(value)[key], rest, asObject(guide)[key]);
}

/** Index of the first block that has a value at a path; 0 if none has one. */
const indexIn = (blocks: Json | undefined, path: Path): number =>
  Math.max(
    0,
    asArray(blocks).findIndex((item) => valueAt(item, path) != null),
  );

/**
 * A copy with another value at a path, in the first of several blocks in which `guide` has one; undefined removes it.
 */
function withValue(
  value: JsonObject,
  [key = "", ...rest]: Path,
  made: Json | undefined,
  guide: JsonObject = value,
): JsonObject {
  if (rest.length === 0) {
    const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
    return made === undefined ? others : { ...others, [key]: made };
  }
  const below = value[key];
  const next = guide[key];
  if (!Array.isArray(below))
    return { ...value, [key]: withValue(asObject(below), rest, made, asObject(next)) };
  const index = indexIn(next, rest);
  const ofItem = asObject(asArray(next)[index]);
  return {
    ...value,
    [key]: asArray(below).map((item, at) =>
      at === index ? withValue(asObject(item), rest, made, ofItem) : item,
    ),
  };
}
