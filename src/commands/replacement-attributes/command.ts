import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import {
  AWS_REPLACEMENTS,
  type ReplacementTable,
} from "../../catalog/replacement-attributes/replacement-attributes";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { type OutputStack } from "../../terraform-json/output";
import { observe } from "./probe";
import { OfflineProvider } from "./provider";
import { samplesOf } from "./samples";
import { printed, tableOf } from "./table";

const FILE = "src/catalog/replacement-attributes/aws.json";

/** Between them they take every option. */
export const ENVIRONMENT_FOLDERS = ["environments", "terraform-tests/every-option"];

export interface ReplacementAttributesProps {
  /** Top of the repository. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
  /** The environment of terraform's processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the environments of a folder emit. */
  readonly emit: (folder: string) => { readonly stacks: readonly OutputStack[] };
}

/** Rewrites the table below `root`. Gives the exit status. */
export function runReplacementAttributes(
  args: readonly string[],
  { root, today, env, emit }: ReplacementAttributesProps,
  output: CommandOutput,
): number {
  const program = new Command("npm run replacement-attributes --")
    .description(
      `Writes ${FILE}: what Terraform does when an argument changes. It plans made-up states that differ from the ` +
        "resources of the environments in one argument each; no account is needed. Takes some minutes.",
    )
    .option("--plugin-dir <dir>", "take the AWS provider from this folder, not from the registry");
  return runCommand(program, args, output, () => {
    const { pluginDir } = program.opts<{ pluginDir?: string }>();
    const stacks = ENVIRONMENT_FOLDERS.flatMap((folder) => emit(folder).stacks);
    const { provider: name, version, source } = AWS_REPLACEMENTS;
    const provider = new OfflineProvider(version, pluginDir, env);
    try {
      const observations = observe(samplesOf(stacks, name), provider);
      const types = tableOf(observations, provider.schemas);
      const table: ReplacementTable = { provider: name, version, source, date: today, types };
      writeFileSync(join(root, FILE), printed(table));
      output.out(
        `wrote ${FILE}: ${observations.length} observations of ${Object.keys(types).length} types\n`,
      );
    } finally {
      provider.remove();
    }
    return 0;
  });
}
