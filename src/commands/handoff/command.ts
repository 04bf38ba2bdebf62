import { Command, Option } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { type Bundle, PARITY_FILE, bundleOf } from "../../handoff/bundle/bundle";
import { readParity } from "../../handoff/bundle/folder-state";
import { type Provenance } from "../../handoff/bundle/provenance";
import { differencesIn } from "../../handoff/bundle/staleness";
import { writeBundle } from "../../handoff/bundle/write-bundle";
import { type Format, SYNTAXES } from "../../handoff/module/format";
import { readPublished } from "../../output/published";
import { type OutputStack, readStacks } from "../../terraform-json/output";
import { readStackFiles } from "../../terraform-json/stack-files";
import { lockProviders } from "./lock";

export interface HandoffProps {
  /** Folder that synth wrote. */
  readonly synthesized: string;
  /** The generator's commit. */
  readonly commit: () => string;
  /** The environment of terraform, where it is asked for lock files. */
  readonly env: NodeJS.ProcessEnv;
}

interface Options {
  readonly environment?: string;
  readonly out?: string;
  readonly check?: string;
  readonly format?: Format;
  readonly from: string;
  readonly force?: boolean;
  readonly lock?: boolean;
}

/** Hands an environment over as Terraform root modules, or compares a folder with them. Gives the exit status. */
export async function runHandoff(
  args: readonly string[],
  props: HandoffProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run handoff --")
    .description(
      "Turns the synthesized stacks of one environment into Terraform root modules that need no Node.js, and proves " +
        "that they say what was synthesized.",
    )
    .option("--environment <name>", "environment to hand over")
    .option("--out <dir>", "folder to write the modules to")
    .addOption(
      new Option("--format <syntax>", "syntax of the modules (default: hcl)").choices(Object.keys(SYNTAXES)),
    )
    .option("--check <dir>", "write nothing; fail where a folder is not what would be written now")
    .option("--from <dir>", "folder that synth wrote", props.synthesized)
    .option("--force", "overwrite what somebody edited")
    .option("--lock", "also write .terraform.lock.hcl for Linux and macOS; needs terraform and a registry");
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<Options>();
    if (options.check !== undefined) return check(options.check, options, program, output);
    const { environment, out } = options;
    if (environment === undefined || out === undefined) {
      return program.error("error: --environment NAME and --out DIR are needed, or --check DIR");
    }
    const provenance = { environment, format: options.format ?? "hcl", commit: props.commit() };
    const bundle = await bundleFrom(options.from, provenance);
    const modules = Object.keys(bundle.parity.modules);
    const report = writeBundle(out, bundle, {
      force: options.force ?? false,
      ...(options.lock
        ? { complete: (staged, folder) => lockProviders(modules, staged, folder, props.env) }
        : {}),
    });
    output.out(
      [
        ...modules.map(
          (module) => `  ${module}: ${bundle.parity.modules[module]?.values ?? 0} values, all as synthesized`,
        ),
        ...report.removed.map((path) => `  removed ${path}`),
        `done ${environment} in ${out}: ${report.written.length} files written, ${report.unchanged} unchanged; begin with ${out}/README.md`,
      ].join("\n") + "\n",
    );
    return 0;
  });
}

async function check(
  folder: string,
  options: Options,
  program: Command,
  output: CommandOutput,
): Promise<number> {
  const { out, force, lock, from } = options;
  if (out !== undefined || force === true || lock === true) {
    return program.error("error: --check writes nothing; leave --out, --force and --lock out");
  }
  const before = readParity(folder);
  if (!before) {
    throw new UserError(
      `--check: got ${folder}, in which nothing was handed over, expected a folder that handoff wrote`,
    );
  }
  const { environment = before.environment, format = before.format } = options;
  // A commit that changes nothing makes nothing stale.
  const bundle = await bundleFrom(from, { environment, format, commit: before.commit });
  const lines = differencesIn(folder, bundle);
  if (lines.length === 0) {
    output.out(`${folder}: all ${comparedFiles(bundle)} files are what would be written now\n`);
    return 0;
  }
  output.out(`${[`${folder}: not what would be written now`, ...lines].join("\n")}\n`);
  return 1;
}

/** What hand-over and check count: all but the proof itself, which follows from the others. */
const comparedFiles = ({ files }: Bundle): number =>
  [...files.keys()].filter((path) => path !== PARITY_FILE).length;

function bundleFrom(synthesized: string, provenance: Provenance): Promise<Bundle> {
  const { environment } = provenance;
  const stacks = readPublished(synthesized, () => {
    const all = readStacks(synthesized);
    return stacksOf(all, environment, synthesized).map((stack) => ({
      ...stack,
      files: readStackFiles(synthesized, stack),
    }));
  });
  return bundleOf(stacks, provenance);
}

function stacksOf(all: readonly OutputStack[], environment: string, synthesized: string): OutputStack[] {
  const found = all.filter((stack) => stack.environment === environment);
  if (found.length > 0) return found;
  const names = [...new Set(all.map((stack) => stack.environment))].join(", ");
  throw new UserError(
    `--environment: got ${environment}, expected one of ${names} (in ${synthesized}); choose one of them`,
  );
}
