import { isDeepStrictEqual } from "node:util";
import { unescapeTemplates } from "../../core/terraform-templates";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { isExpression } from "./expressions";
import { type Planned, Unknown, isKnown, isSameScalar } from "./planned-values";

/** Nested blocks, which Terraform JSON writes as one object or as a list of them. */
export const blocksOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? asArray(value) : value === undefined ? [] : [value];

/**
 * The one of several blocks or values that a block of the configuration is: of a set their order says nothing, so
 * the one that agrees with all that the configuration says plainly.
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
  if (candidate === null || typeof candidate !== "object" || candidate instanceof Unknown) return false;
  const values = candidate as { readonly [key: string]: Planned };
  return Object.entries(configured).every(([key, item]) => {
    const value = values[key];
    if (isExpression(item)) return isPlainly(asObject(item), value);
    const [blocks, found] = [blocksOf(item).map(asObject), value === undefined ? [] : [value].flat()];
    return blocks.every((block) => found.some((each) => agrees(block, each as Planned)));
  });
}

function isPlainly(expression: JsonObject, value: Planned | undefined): boolean {
  const constant = expression["constant_value"];
  if (constant === undefined || expression["references"] !== undefined || !isKnown(value)) return true;
  return isSame(constant, value) || isSame(evaluated(constant), value) || isSame(constant, evaluated(value));
}

const isSame = (one: Json, other: Json): boolean => isSameScalar(one, other) || isDeepStrictEqual(one, other);

/** What literal text comes to: a configuration in JSON and the folder have it as it is written, values have not. */
const evaluated = (value: Json): Json => JSON.parse(unescapeTemplates(JSON.stringify(value))) as Json;
