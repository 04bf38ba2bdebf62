import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { schemaOfBindings } from "./bindings";
import { type ProviderExtract, printed } from "./extract";
import { schemaOfTerraform } from "./terraform-schema";
import { usedTypes } from "./used-types";

/** Version of the AWS provider: the oldest that the stacks allow, so that no newer argument passes. */
const AWS_VERSION = "5.100.0";

/** Rewrites the extracts below `root`; `today` is an ISO date. Returns the exit status. */
export function runProviderSchemas(
  args: readonly string[],
  root: string,
  today: string,
  output: CommandOutput,
): number {
  const program = new Command("npm run provider-schemas --")
    .description(
      "Writes src/catalog/provider-schemas: which arguments of the used types are blocks. The AWS schema comes from " +
        "`terraform providers schema`, those of helm and kubernetes from their bindings.",
    )
    .option("--plugin-dir <dir>", "folder of the AWS provider (default: the registry)");
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
