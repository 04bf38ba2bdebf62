import { type JsonObject, type StackJson } from "../../src/terraform/stack-json";
import { readBack } from "../../src/terraform/plans/read-back";
import { type UnknownAttribute } from "../../src/terraform/unknown-values";
import { type Editable } from "./altered";
import { ABSENT_BLOCKS, PLANNED } from "../../src/terraform/existence/notes";

/** Reads a plan back, without the notes on existence. `gaps` are the unknown values among the enumerable ones, as `address attribute`. */
export function reading(plan: JsonObject, folder?: StackJson) {
  const gaps: UnknownAttribute[] = [];
  const { json, taken, leftOut } = readBack(plan, folder);
  const { "//": notes, ...seen } = readAll(json.withReadCallback((unread) => gaps.push(unread))) as Editable;
  const others = Object.entries((notes ?? {}) as Editable).filter(([key]) => !ON_EXISTENCE.includes(key));
  if (others.length > 0) seen["//"] = Object.fromEntries(others);
  return {
    json: seen,
    gaps: [...new Set(gaps.map(({ address, attribute }) => `${address} ${attribute}`))],
    taken,
    leftOut,
  };
}

const ON_EXISTENCE: readonly string[] = [PLANNED, ABSENT_BLOCKS];

/** A copy of all enumerable values, which reads each gap among them. */
const readAll = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
