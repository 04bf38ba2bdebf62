import { join } from "node:path";
import { readText } from "../../base/read-text";

const WANTED = { expected: "a text file", fix: "save it as UTF-8" };

/** Texts of files in a folder, by their path below it. */
export const fileTexts = (directory: string, files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file, readText(join(directory, file), WANTED)]));
