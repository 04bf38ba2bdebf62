import { type Json, type JsonObject, isJsonObject } from "../../terraform/stack-json";

/** The object in a text of JSON; undefined for any other text. */
export function jsonObjectIn(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
