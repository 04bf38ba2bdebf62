import { type HarmlessType } from "../../evidence/harmless";
import { type Json, type JsonObject, jsonIn } from "../../terraform/stack-json";

/** An argument without arguments of its own, or a key of JSON without further keys. */
export interface Leaf {
  /** Names from the block to the argument. Lists have no step of their own, so that all items of a list have one path. */
  readonly path: string;
  readonly value: Json;
}

/** The value of an argument as text. */
export const leafText = ({ value }: Leaf): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Keys of a policy whose content depends on the service: their own names are no arguments. */
const OPAQUE = /\.Statement\.(Condition|Principal|NotPrincipal)$/;

/** The leaves of a block, in its order. A text that is JSON is read as its keys: a policy, the values of a chart. */
export function leavesOf(body: JsonObject): Leaf[] {
  return Object.entries(body).flatMap(([name, value]) => (name === "//" ? [] : below(name, value)));
}

function below(path: string, value: Json): Leaf[] {
  if (value === null) return [];
  if (typeof value === "string") {
    const parsed = jsonIn(value);
    return parsed === undefined ? [{ path, value }] : below(path, parsed);
  }
  if (typeof value !== "object" || OPAQUE.test(path)) return [{ path, value }];
  const inner = Array.isArray(value)
    ? value.map((item: Json): [string, Json] => [path, item])
    : Object.entries(value as JsonObject).map(([key, item]): [string, Json] => [`${path}.${key}`, item]);
  return inner.length === 0 ? [{ path, value }] : inner.flatMap(([name, item]) => below(name, item));
}

/** Whether one of the rows has the argument with its value. */
export const isHarmless = (leaf: Leaf, rows: HarmlessType): boolean =>
  rows.some(
    (row) =>
      row.arguments.some((pattern) => isBelow(leaf.path, pattern)) &&
      (row.values === undefined || row.values.test(leafText(leaf))),
  );

const isBelow = (path: string, pattern: string): boolean =>
  pattern === "*" ||
  path === pattern ||
  (pattern.endsWith(".*") && (path.startsWith(pattern.slice(0, -1)) || path === pattern.slice(0, -2)));
