import { isDeepStrictEqual } from "node:util";
import { instancesAtDefaults } from "../../terraform/at-defaults";
import {
  type Json,
  type JsonObject,
  asObject,
  isJsonObject,
  type StackJson,
} from "../../terraform/stack-json";
import { namesByKey } from "../instances";
import { type Edit } from "../change";

/** The edits of one object of a block with `count` or `for_each`. */
export interface InstanceEdits {
  /** End of its address: `[0]`, or `["a"]`. */
  readonly key: string;
  readonly edits: readonly Edit[];
  /** Its arguments after the change, with the values of its key. */
  readonly config: JsonObject;
}

/** One side of a block. */
export interface BlockSide {
  readonly config: JsonObject;
  readonly stack: StackJson;
}

/** Arguments that decide on the number of objects. */
const REPETITION: readonly string[] = ["count", "for_each"];

/** An edit of the number of objects, or of their keys and values. */
export const isOfRepetition = ({ argument }: Edit): boolean =>
  REPETITION.includes(argument.split(".")[0] ?? "");

/** An argument that depends on the key of its object. */
const BY_KEY = /\b(?:each|count)\.(?:key|value|index)\b/;

/**
 * The edits of each object that stays, with the values that it has on both sides. Undefined if all objects have the same
 * arguments, or if only a plan knows the objects.
 */
export function editsByInstance(
  before: BlockSide,
  after: BlockSide,
  compare: (was: JsonObject, is: JsonObject) => Edit[],
): readonly InstanceEdits[] | undefined {
  if (![before, after].some(({ config }) => REPETITION.some((each) => config[each] !== undefined)))
    return undefined;
  const sides = [before, after].map(({ config, stack }) => {
    const objects = instancesAtDefaults(stack, config);
    return { config: withoutRepetition(config), valueOf: objects.valueOf, names: namesByKey(objects) };
  });
  const [old, now] = sides;
  if (!old || !now || !sides.some(({ config }) => BY_KEY.test(JSON.stringify(config)))) return undefined;
  if (old.names.size === 0 || now.names.size === 0) return undefined;
  const at = ({ config, valueOf, names }: typeof old, key: string): JsonObject =>
    asObject(valueOf(config, names.get(key) ?? new Map()));
  return [...now.names.keys()]
    .filter((key) => old.names.has(key))
    .map((key) => {
      const [was, is] = [at(old, key), at(now, key)];
      return { key, edits: [...compare(was, is), ...notEvaluated(is, key, before, after)], config: is };
    });
}

/** An argument that computes something from a changed value of its key, which only a plan evaluates. */
function notEvaluated(config: JsonObject, key: string, before: BlockSide, after: BlockSide): Edit[] {
  if (!/\beach\.value\b/.test(JSON.stringify(config))) return [];
  const [was, is] = [valueOf(before, key), valueOf(after, key)];
  if (isDeepStrictEqual(was, is)) return [];
  return [{ path: "each.value", argument: "each.value", difference: "changed", before: was, after: is }];
}

/** The value of a key as the stack determines it; the expression that gives all values where it is none. */
function valueOf({ config, stack }: BlockSide, key: string): Json | undefined {
  const written = instancesAtDefaults(stack, config).valueOf(config["for_each"] ?? null, new Map());
  return isJsonObject(written) ? written[JSON.parse(key.slice(1, -1)) as string] : written;
}

const withoutRepetition = (config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !REPETITION.includes(key)));
