import { userError } from "../base/errors";
import { readJson } from "../base/read-text";
import { type Json, type JsonObject, isJsonObject } from "./stack-json";
import { NPX } from "../base/program-name";
import { displayPath } from "../base/files";

/**
 * Reads a JSON file that synth wrote. Throws, with the name of the file, if it holds no JSON object: truncated, empty, or
 * HCL that a user wrote over it.
 */
export function readJsonFile(file: string): JsonObject {
  const wanted = {
    place: displayPath(file),
    expected: "the JSON that synth wrote",
    fix: `run ${NPX} synth`,
  };
  const value = readJson(file, wanted) as Json;
  if (isJsonObject(value)) return value;
  const { place, expected, fix } = wanted;
  throw userError({
    place,
    expected,
    fix,
    got: `JSON that is no object (${Array.isArray(value) ? "a list" : String(value)})`,
  });
}
