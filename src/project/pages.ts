import { join } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { userError } from "../base/errors";
import { writeWhole } from "./command-report";
import { explainedAt } from "../base/write-errors";

/** A page or picture of an environment. */
export interface EnvironmentPage {
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
