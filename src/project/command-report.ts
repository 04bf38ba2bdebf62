import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { userError } from "../base/errors";
import { explainedAt } from "../base/write-errors";
import { makeFolder } from "../base/files";

/** Prints a report, or writes it to a file and names that file. */
export function writeReport(text: string, file: string | undefined, output: CommandOutput): void {
  if (file === undefined) {
    output.out(text);
    return;
  }
  try {
    writeWhole(file, text);
  } catch (error) {
    throw explainedAt(error, `--out ${file}`, "name another file");
  }
  output.err(`wrote ${file}\n`);
}

/** Renames the file into place, so that a reader never sees half of it. A device or a pipe is written to as it is. */
export function writeWhole(file: string, text: string): void {
  if (file.trim() === "") {
    throw userError({
      place: "--out",
      got: "an empty path",
      expected: "a file to write the report to",
      fix: "name a file",
    });
  }
  const there = statIfThere(file);
  if (there?.isDirectory()) {
    throw userError({
      place: `--out ${file}`,
      got: "a folder",
      expected: "a file to write the report to",
      fix: "name a file; --in names the output folder of synth",
    });
  }
  if (there && !there.isFile()) {
    writeFileSync(file, text);
    return;
  }
  makeFolder(dirname(file));
  const target = there ? realpathSync(file) : file;
  const draft = `${target}.${process.pid}`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A file above the path has no entries, and is refused when the folder is made. */
function statIfThere(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** A value as the text of a JSON file. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
