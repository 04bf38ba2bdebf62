import { jsonMistake } from "../base/text-mistakes";
import { placesIn } from "../base/text-places";
import { FileMistake, parseHcl } from "../terraform/parser";
import { type JsonObject, asObject, type Json } from "../terraform/stack-json";

/** The values in a file of HCL or JSON without blocks. Throws a mistake of the file. */
export function plainValues(file: string, text: string): JsonObject {
  if (!file.endsWith(".json")) return asObject(parseHcl(file, text) as JsonObject);
  const mistake = jsonMistake(text);
  if (mistake) {
    const { line, column } = placesIn(text)(mistake.offset);
    throw new FileMistake(line, column, `invalid JSON (${mistake.what})`);
  }
  return asObject(JSON.parse(text) as Json);
}

/** Whether an error is a mistake in the text of a file. */
export const isMistake = (error: unknown): error is FileMistake => error instanceof FileMistake;
