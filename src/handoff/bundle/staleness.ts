import { join } from "node:path";
import { readTextIfThere } from "../../output/tree";
import { type Bundle } from "./bundle";
import { type FileState, statesIn } from "./folder-state";

const WORDS: Readonly<Record<Exclude<FileState, "current">, string>> = {
  stale: "stale: as it was handed over, and no longer what would be written",
  new: "missing: would be written now",
  obsolete: "obsolete: would not be written any more",
  edited: "edited since it was handed over",
  removed: "taken away since it was handed over",
  added: "added by somebody",
};

/** Where a folder is not the bundle, a line each; of files that are both, how many lines differ. */
export function differencesIn(folder: string, bundle: Bundle): string[] {
  return [...statesIn(folder, bundle)].flatMap(([path, state]) => {
    if (state === "current") return [];
    const expected = bundle.files.get(path);
    const found = readTextIfThere(join(folder, path));
    const changed = expected !== undefined && found !== undefined ? changedLines(found, expected) : "";
    return [`  ${path} ${WORDS[state]}${changed}`];
  });
}

function changedLines(found: string, expected: string): string {
  const [there, wanted] = [found.split("\n"), expected.split("\n")];
  return ` (${without(wanted, there)} lines to add, ${without(there, wanted)} to take away)`;
}

/** How many of `lines` are not among `others`, each counted once. */
function without(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}
