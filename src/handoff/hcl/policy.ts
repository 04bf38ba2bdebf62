import { type Json } from "../../terraform/stack-json";
import { jsonInTemplate } from "../terraform/json-text";
import { printedValue } from "./value";

/** JSON text that the provider compares by content, as `jsonencode` of the object. */
export function printedPolicy(value: Json): string {
  const json = typeof value === "string" ? jsonInTemplate(value) : undefined;
  return json === undefined ? printedValue(value) : `jsonencode(${printedValue(json)})`;
}
