import { makeFolder } from "../base/files";
import { explainedAt } from "../base/write-errors";
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { userError } from "../base/errors";
import { Option } from "commander";
import { type ReportName, schemaFile, FORMAT_VERSIONS } from "./command/report-formats";

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

export const jsonOption = (report: ReportName): Option =>
  new Option("--json", `print JSON; ${schemaFile(report)} describes it`);

/** A report as the text that `--json` prints. */
export const reportText = (report: ReportName, value: object): string =>
  jsonText({ formatVersion: FORMAT_VERSIONS[report], ...value });

/** A page or picture of an environment. */
interface EnvironmentPage {
  /** Name of its file, without ending. */
  readonly name: string;
  readonly text: string;
}

/**
 * Writes a file for each page and names it. `out` is a folder, or the file of a single page, which its ending shows. Returns the
 * files.
 */
export function writePages(
  out: string,
  pages: readonly EnvironmentPage[],
  ending: string,
  output: CommandOutput,
): string[] {
  const isFile = out.endsWith(`.${ending}`);
  if (isFile && pages.length > 1) {
    throw userError({
      place: `--out ${out}`,
      got: `one file for ${pages.map(({ name }) => name).join(", ")}`,
      expected: "a folder",
      fix: "name a folder, or one environment",
    });
  }
  return pages.map(({ name, text }) => {
    const file = isFile ? out : join(out, `${name}.${ending}`);
    try {
      writeWhole(file, text);
    } catch (error) {
      throw explainedAt(error, `--out ${out}`, "name another folder");
    }
    output.err(`wrote ${file}\n`);
    return file;
  });
}

export const reportFileOption = (): Option =>
  new Option("--out <file>", "write the report to this file instead of the terminal");
