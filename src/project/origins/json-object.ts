import { type JsonObject, isJsonObject, jsonIn } from "../../terraform/stack-json";

/** The object in a text of JSON; undefined for any other text. */
export function jsonObjectIn(text: string): JsonObject | undefined {
  const value = jsonIn(text);
  return isJsonObject(value) ? value : undefined;
}
