import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type CommandOutput } from "../../core/command-line";
import { userError } from "../../core/errors";

/** Prints a report, or writes it to a file and names that file. */
export function writeReport(text: string, file: string | undefined, output: CommandOutput): void {
  if (file === undefined) {
    output.out(text);
    return;
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw userError({
      place: `--out ${file}`,
      got: "a folder",
      expected: "a file to write the report to",
      fix: "name a file; --in names the output folder of synth",
    });
  }
  mkdirSync(dirname(file), { recursive: true });
  // Renamed into place, so that a reader never sees half a report.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
  output.err(`wrote ${file}\n`);
}

/** A value as the text that `--json` prints. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
