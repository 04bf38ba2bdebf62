import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import type { Page } from "./pages";

/**
 * Writes the generated pages below `root`, or names the stale ones. Returns the exit status.
 *
 * @param pagesOf synthesizes the examples, which can fail as a synth of a user does
 */
export function runDocs(
  args: readonly string[],
  root: string,
  pagesOf: () => readonly Page[],
  output: CommandOutput,
): number {
  const program = new Command("npm run docs --")
    .description("Writes the pages that are generated from the code.")
    .option("--check", "write nothing; fail where a page is stale");
  return runCommand(program, args, output, () => {
    const isCheck = program.opts<{ check?: true }>().check === true;
    return isCheck ? check(root, pagesOf(), output) : write(root, pagesOf(), output);
  });
}

const staleIn = (root: string, pages: readonly Page[]): Page[] =>
  pages.filter((page) => readIfThere(join(root, page.path)) !== page.render());

function check(root: string, pages: readonly Page[], output: CommandOutput): number {
  const stale = staleIn(root, pages);
  for (const { path } of stale) output.err(`${path} is stale; run \`npm run docs\` and commit it\n`);
  return stale.length === 0 ? 0 : 1;
}

function write(root: string, pages: readonly Page[], output: CommandOutput): number {
  for (const page of staleIn(root, pages)) {
    const file = join(root, page.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, page.render());
    output.out(`wrote ${page.path}\n`);
  }
  return 0;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
