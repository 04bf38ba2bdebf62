import { isDeepStrictEqual } from "node:util";
import { unescapeTemplates } from "../terraform-templates";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { isPlanExpression } from "./expressions";
import { type Planned, Unplanned, isKnown, isSameScalar } from "./planned-values";

/** Nested blocks, which are one object or a list of objects in Terraform JSON. */
export const blocksOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? asArray(value) : value === undefined ? [] : [value];

/**
 * The candidate that corresponds to a block of the configuration. Sets have no order, so the match is by the constant
 * values of the configuration.
 */
export function counterpart<T extends Planned>(
  configured: JsonObject,
  candidates: readonly T[],
  index: number,
): T | undefined {
  const agreeing = candidates.filter((each) => agrees(configured, each));
  const sameIndex = candidates[index];
  return sameIndex !== undefined && agreeing.includes(sameIndex) ? sameIndex : agreeing[0];
}

function agrees(configured: JsonObject, candidate: Planned | undefined): boolean {
  if (candidate === null || typeof candidate !== "object" || candidate instanceof Unplanned) return false;
  const values = candidate as { readonly [key: string]: Planned };
  return Object.entries(configured).every(([key, item]) => {
    const value = values[key];
    if (isPlanExpression(item)) return agreesWithConstant(asObject(item), value);
    const [blocks, found] = [blocksOf(item).map(asObject), value === undefined ? [] : [value].flat()];
    return blocks.every((block) => found.some((each) => agrees(block, each as Planned)));
  });
}

function agreesWithConstant(expression: JsonObject, value: Planned | undefined): boolean {
  const constant = expression["constant_value"];
  if (constant === undefined || expression["references"] !== undefined || !isKnown(value)) return true;
  // Templates are escaped in JSON configurations and synthesized stacks, but not in values.
  return (
    isSame(constant, value) ||
    isSame(unescapeTemplates(constant), value) ||
    isSame(constant, unescapeTemplates(value))
  );
}

const isSame = (one: Json, other: Json): boolean => isSameScalar(one, other) || isDeepStrictEqual(one, other);
