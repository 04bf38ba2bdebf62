import { join } from "node:path";
import { readTextIfThere } from "../../base/files";
import { type Bundle } from "./bundle";
import { type FileState, statesIn } from "./folder-state";

const WORDS: Readonly<Record<Exclude<FileState, "current">, string>> = {
  stale: "stale: unchanged since the hand-over, but no longer up to date",
  new: "missing: a hand-over would write it",
  obsolete: "obsolete: a hand-over would no longer write it",
  edited: "edited since the hand-over",
  removed: "deleted since the hand-over",
  added: "not part of the hand-over",
};

/** Differences between a folder and a bundle, one line for each file, with the number of lines that differ. */
export function differencesIn(folder: string, bundle: Bundle): string[] {
  return [...statesIn(folder, bundle)].flatMap(([path, state]) => {
    if (state === "current") return [];
    const expected = bundle.files.get(path);
    const found = readTextIfThere(join(folder, path));
    const changed = expected !== undefined && found !== undefined ? changedLines(found, expected) : "";
    // The owner may edit values; only new generated ones make their file differ.
    const isValues = bundle.valuesFiles.some((file) => file.path === path);
    return [`  ${path} ${WORDS[isValues && state === "edited" ? "stale" : state]}${changed}`];
  });
}

function changedLines(found: string, expected: string): string {
  const [there, wanted] = [found.split("\n"), expected.split("\n")];
  const added = without(wanted, there);
  return ` (${added} ${added === 1 ? "line" : "lines"} to add, ${without(there, wanted)} to remove)`;
}

/** Number of `lines` that are not among `others`; each of the others matches one line. */
function without(lines: readonly string[], others: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}
