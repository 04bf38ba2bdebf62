import { readFileSync } from "node:fs";
import { userError } from "../core/errors";
import { displayPath } from "../output/output-paths";
import { type Json, type JsonObject } from "./stack-json";

/** Text of a JSON file without the byte order mark that some editors write. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

/**
 * Reads a JSON file that synth wrote. Throws, with the name of the file, if it holds no JSON object: truncated, empty, or
 * HCL that a user wrote over it.
 */
export function readJsonFile(file: string): JsonObject {
  const text = withoutMark(readFileSync(file, "utf8"));
  const refused = (got: string, cause?: unknown) =>
    userError({
      place: displayPath(file),
      got,
      expected: "the JSON that synth wrote",
      fix: "run npm run synth",
      cause,
    });
  if (text.trim() === "") throw refused("an empty file");
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw refused(`invalid JSON (${(error as Error).message.replaceAll(/\s+/g, " ")})`, error);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw refused(`JSON that is no object (${Array.isArray(value) ? "a list" : String(value)})`);
  }
  return value as JsonObject;
}
