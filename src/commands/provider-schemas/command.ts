import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { schemaOfBindings } from "./bindings";
import { type ProviderExtract, printed } from "./extract";
import { schemaOfTerraform } from "./terraform-schema";
import { usedTypes } from "./used-types";

/** Version of the AWS provider that is asked: the oldest that the stacks admit, so nothing newer slips in. */
const AWS_VERSION = "5.100.0";

/** Rewrites the extracts below `root`; `today` is an ISO date. Gives the exit status. */
export function runProviderSchemas(
  args: readonly string[],
  root: string,
  today: string,
  output: CommandOutput,
): number {
  const program = new Command("npm run provider-schemas --")
    .description(
      "Writes src/catalog/provider-schemas: which arguments of the types in use are blocks. AWS is asked by " +
        "`terraform providers schema`, helm and kubernetes are read off their bindings.",
    )
    .option("--plugin-dir <dir>", "take the AWS provider from this folder, not from the registry");
  return runCommand(program, args, output, () => {
    const { pluginDir } = program.opts<{ pluginDir?: string }>();
    const types = usedTypes(join(root, "src"));
    const extracts: Record<string, ProviderExtract> = {
      aws: schemaOfTerraform({ provider: "aws", version: AWS_VERSION, types, today, pluginDir }),
      helm: schemaOfBindings({ root, provider: "helm", types, today }),
      kubernetes: schemaOfBindings({ root, provider: "kubernetes", types, today }),
    };
    for (const [provider, extract] of Object.entries(extracts)) {
      const file = join("src/catalog/provider-schemas", `${provider}.json`);
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), printed(extract));
      output.out(`wrote ${file}: ${extract.source}\n`);
    }
    return 0;
  });
}
