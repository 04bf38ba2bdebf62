import { destinationsOf } from "../../project/moves";
import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../terraform/stack-json";

/** Every `moved` block of a stack. */
export const statedMoves = ({ name, json }: StackJson) =>
  asArray(json["moved"])
    .map(asObject)
    .map(({ from, to }) => ({ stack: name, from: String(from), to: String(to) }));

/** Moves of a stack that apply: new addresses by old ones. */
export function movesOf(before: StackJson, after: StackJson): ReadonlyMap<string, string> {
  const moves = statedMoves(after);
  if (moves.length === 0) return new Map();
  const destinationOf = destinationsOf(moves, after.name);
  const [was, is] = [addressesOf(before), addressesOf(after)];
  const moved = moves.flatMap(({ from }): [string, string][] => {
    const to = destinationOf(from);
    const applies = to !== undefined && was.has(from) && !is.has(from) && is.has(to) && !was.has(to);
    return applies ? [[from, to]] : [];
  });
  return new Map(moved);
}

const addressesOf = (stack: StackJson): ReadonlySet<string> =>
  new Set(stack.resources().map(({ address }) => address));

/** Replaces old addresses by new ones in the expressions of a stack. */
export function withNewAddresses(json: JsonObject, moves: ReadonlyMap<string, string>): JsonObject {
  const renamed = (text: string): string => {
    const whole = moves.get(text);
    if (whole !== undefined) return whole;
    return text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, (expression) =>
      expression.replace(
        /(?<![\w.])[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g,
        (address) => moves.get(address) ?? address,
      ),
    );
  };
  const visit = (value: Json): Json => {
    if (typeof value === "string") return renamed(value);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map(visit);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item as Json)]));
  };
  return moves.size === 0 ? json : asObject(visit(json));
}
