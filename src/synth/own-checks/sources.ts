import { join } from "node:path";
import { shownPath } from "../../environment/environment-files";
import { checkTexts } from "../../environment/own-code-files";

/** Texts of the files of own checks, by path as messages show it. */
export function ownCheckTexts(directory: string): ReadonlyMap<string, string> {
  const shown = shownPath(directory);
  const texts = checkTexts(directory);
  return new Map(Object.entries(texts).map(([file, text]) => [join(shown, file), text]));
}
