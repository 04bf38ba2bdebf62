import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { AWS_REPLACEMENTS, type ReplacementTable } from "../../src/facts/replacement-attributes/observed";
import { type CommandOutput, listedNames, runCommand } from "../../src/base/command-line";
import { type OutputStack } from "../../src/terraform/output";
import { observe } from "./probe";
import { OfflineProvider } from "./provider";
import { samplesOf } from "./samples";
import { printed, tableOf } from "./table";
import { counted } from "../../src/base/counted";

const FILE = "src/facts/replacement-attributes/aws.json";

/** Folders whose environments use every option between them. */
export const ENVIRONMENT_FOLDERS = ["examples", "__tests__/real/terraform/every-option"];

export interface ReplacementAttributesProps {
  /** Root of the repository. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
  /** Environment variables of terraform processes. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Synthesizes the environments of a folder. */
  readonly emit: (folder: string) => { readonly stacks: readonly OutputStack[] };
}

/** Rewrites the table below `root`. Returns the exit status. */
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
    .option("--plugin-dir <dir>", "folder of the AWS provider (default: the registry)")
    .option("--only <types>", "types to plan, such as those of a new part; the other rows stay", listedNames);
  return runCommand(program, args, output, () => {
    const { pluginDir, only } = program.opts<{ pluginDir?: string; only?: string[] }>();
    const stacks = ENVIRONMENT_FOLDERS.flatMap((folder) => emit(folder).stacks);
    const { provider: name, version, source } = AWS_REPLACEMENTS;
    const provider = new OfflineProvider(version, pluginDir, env);
    try {
      const samples = samplesOf(stacks, name).filter(({ type }) => only?.includes(type) ?? true);
      const observations = observe(samples, provider);
      const planned = tableOf(observations, provider.schemas);
      const types = only ? sorted({ ...AWS_REPLACEMENTS.types, ...planned }) : planned;
      const table: ReplacementTable = { provider: name, version, source, date: today, types };
      writeFileSync(join(root, FILE), printed(table));
      output.out(
        `wrote ${FILE}: ${counted(observations.length, "observation")} of ${counted(Object.keys(planned).length, "type")}\n`,
      );
    } finally {
      provider.remove();
    }
    return 0;
  });
}

const sorted = <T>(rows: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
