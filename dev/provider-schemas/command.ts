import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { PROVIDERS_OF_STACKS } from "../../src/platform/layer-stack";
import { printed } from "./extract";
import { schemaOfTerraform } from "./terraform-schema";
import { printedTypes } from "./typed-extract";
import { usedTypes } from "./used-types";

/** The oldest version that a range of the stacks allows: no newer argument passes. */
const oldestOf = (range: string): string => /^>= ([^ ,]+)/.exec(range)?.[1] ?? range;

/** Rewrites the extracts below `root`; `today` is an ISO date. Returns the exit status. */
export function runProviderSchemas(
  args: readonly string[],
  root: string,
  today: string,
  output: CommandOutput,
): number {
  const program = new Command("npm run provider-schemas --")
    .description(
      "Writes src/facts/provider-schemas: which arguments of the used types are blocks. It also writes the " +
        "arguments with their types, and the computed attributes, for the tests, and src/evidence/provider-schemas/extracts: " +
        "all types, with which own Terraform files are judged. They come from `terraform providers schema`.",
    )
    .option("--plugin-dir <dir>", "folder of the providers (default: the registry)")
    .option(
      "--schema <file...>",
      "outputs of `terraform providers schema -json` with the oldest allowed releases, for providers that the folder lacks",
    );
  return runCommand(program, args, output, () => {
    const { pluginDir, schema: files = [] } = program.opts<{ pluginDir?: string; schema?: string[] }>();
    const types = usedTypes(join(root, "src"));
    const schemas = Object.entries(PROVIDERS_OF_STACKS).map(([provider, { version: range }]) =>
      schemaOfTerraform({ provider, version: oldestOf(range), types, today, pluginDir, files }),
    );
    const write = (folder: string, name: string, text: string) => {
      const file = join(folder, name);
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
      output.out(`wrote ${file}\n`);
    };
    for (const { extract, typed, packed } of schemas) {
      const name = `${extract.provider}.json`;
      write("src/facts/provider-schemas", name, printed(extract));
      write("__tests__/support/provider-schemas", name, printedTypes(typed));
      write("src/evidence/provider-schemas/extracts", name, `${JSON.stringify(packed.index)}\n`);
      write("src/evidence/provider-schemas/extracts", `${name}l`, packed.lines);
    }
    return 0;
  });
}
