import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, CommanderError } from "commander";
import type { Page } from "./pages";

export interface DocsOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Writes the generated pages below `root`, or with `--check` says which of them are stale.
 * Gives the exit status: 0 done, 1 stale, 2 wrong usage.
 */
export function runDocs(
  args: readonly string[],
  root: string,
  pages: readonly Page[],
  output: DocsOutput,
): number {
  const program = new Command("docs")
    .description("writes the pages that are generated from the code")
    .option("--check", "write nothing; fail where a page is not what the code says")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err });
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  const stale = pages.filter((page) => readIfThere(join(root, page.path)) !== page.render());
  if (program.opts<{ check?: boolean }>().check === true) {
    for (const { path } of stale) output.err(`${path} is stale; run \`npm run docs\` and commit it\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const page of stale) {
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
