import { type z } from "zod";
import { type ConfigPath, type Problem, type SourceLocation } from "./problems";
import { validated } from "./loader/validated";
import { SourceText, locationOf, valuesAlong } from "./loader/yaml-node";
import { readYaml } from "./loader/yaml-source";

/** The data of a file without rules between its keys, such as a lock, or the problems of its text, keys and values. */
export function validatedFile<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { readonly data: T } | { readonly problems: readonly Problem[] } {
  const { root, problems } = readYaml(new SourceText(file, text));
  return root === undefined || problems.length > 0 ? { problems } : validated(root, schema);
}

/** Location of a value by its path, or of a character by its offset. Without such a value, it is that of the first character. */
export function locationIn(file: string, text: string, at: ConfigPath | number): SourceLocation {
  const source = new SourceText(file, text);
  if (typeof at === "number") return source.locationAt(at);
  const { root } = readYaml(source);
  const written = root && valuesAlong(root, at).at(-1);
  return written ? locationOf(written) : source.locationAt(0);
}
