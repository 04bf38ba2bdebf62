import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { readText } from "../../base/read-text";
import { writeWhole } from "../../project/command-report";
import { explainedAt } from "../../base/write-errors";

export interface InitReport {
  readonly written: readonly string[];
  /** Files that are there with another text. */
  readonly kept: readonly string[];
}

/** Parts of an error about a file of the user that cannot be read. */
export const READABLE = {
  expected: "a readable file, which is kept",
  fix: "move it away; nothing was written",
};

/** Writes files that are not there yet. After an error, none of them is left. */
export function writeMissing(folder: string, files: Readonly<Record<string, string>>): InitReport {
  const paths = Object.keys(files);
  const there = paths.filter((path) => existsSync(resolve(folder, path)));
  const kept = there.filter(
    (path) => readText(resolve(folder, path), { place: path, ...READABLE }) !== files[path],
  );
  const written: string[] = [];
  for (const path of paths.filter((each) => !there.includes(each))) {
    try {
      writeWhole(resolve(folder, path), files[path] ?? "");
      written.push(path);
    } catch (error) {
      for (const each of written) rmSync(resolve(folder, each), { force: true });
      throw explainedAt(error, path, "choose another folder, or make it writable");
    }
  }
  return { written, kept };
}
