import { type JsonObject, type StackJson, asObject } from "../../../proof/terraform-json/stack-json";

/** Number of objects of a block, and the form of their addresses. */
export interface Instances {
  readonly kind: "one" | "count" | "each";
  /** Undefined if only a plan knows it. */
  readonly number: number | undefined;
}

/** Instances of a block with every variable at its default. */
export function instancesOf(stack: StackJson, config: JsonObject): Instances {
  const { count, for_each: each } = config;
  if (each !== undefined) return { kind: "each", number: sizeOf(each) };
  if (count === undefined) return { kind: "one", number: 1 };
  if (typeof count === "number") return { kind: "count", number: count };
  const variable = /^\$\{var\.(\w+) \? 1 : 0\}$/.exec(String(count))?.[1];
  const value = asObject(asObject(stack.json["variable"])[variable ?? ""])["default"];
  if (value === true || value === false) return { kind: "count", number: value ? 1 : 0 };
  const number = Number(count);
  return { kind: "count", number: Number.isInteger(number) ? number : undefined };
}

function sizeOf(each: JsonObject[string]): number | undefined {
  if (typeof each !== "object" || each === null) return undefined;
  return Object.keys(each).length;
}
