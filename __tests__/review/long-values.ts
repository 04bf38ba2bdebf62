import { type JsonObject } from "../../src/terraform/stack-json";
import { argumentsOf } from "../../src/review/comparison/arguments";
import { compareJson } from "../../src/review/comparison/compare-json";
import { type Edit } from "../../src/review/change";

/** The edits of a resource's arguments. */
export const compare = (type: string, before: JsonObject, after: JsonObject): Edit[] =>
  compareJson(before, after, argumentsOf("resources", type));

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
