import { rmSync } from "node:fs";
import { InvalidArgumentError, Option } from "commander";
import { type Examined, examine } from "../../project/examine";
import { knowledgeOf } from "../../project/address-report";
import { type LockFile, orphansIn, readLocks, writeLocks } from "../../project/address-lock-file";
import { acceptedLock, locksWithMoves } from "../../project/address-lock-edits";
import { ConfigError } from "../../environment/problems";
import { commandOf, type CommandOutput, runCommand } from "../../base/command-line";
import { type OutputStack } from "../../terraform/output";
import {
  type Variables,
  VARIABLES_HELP,
  environmentsDirIn,
  environmentsOption,
  inOption,
} from "../../project/options";
import { jsonOption, reportFileOption, reportText, writeReport } from "../../project/command-report";
import { addressesJson } from "./json";
import { acceptedPage, addressesPage, isLockCurrent, movedPage } from "./pages";

/** Stacks that environments emit, and the YAML values that cause them. */
export interface EmittedStacks {
  readonly environments: Parameters<typeof examine>[0];
  readonly stacks: readonly OutputStack[];
  readonly locate: Parameters<typeof knowledgeOf>[2];
}

/** A rename of the option `--move`. */
type Rename = Parameters<typeof locksWithMoves>[1][number];
type Knowledge = ReturnType<typeof knowledgeOf>;

export interface AddressesProps {
  readonly variables: Variables;
  /** Synthesizes without writing an output folder. */
  readonly emit: (
    environmentsDir: string,
    only: readonly string[] | undefined,
    outdir: string,
    progress?: (what: string) => void,
  ) => EmittedStacks;
}

interface Options {
  readonly accept?: true;
  readonly move?: readonly Rename[];
  readonly stack?: string;
  readonly environments?: readonly string[];
  readonly in: string;
  readonly json?: true;
  readonly out?: string;
}

/** Compares environments with their address locks, or writes the locks. Returns 1 where a lock is stale. */
export function runAddresses(
  args: readonly string[],
  { variables, emit }: AddressesProps,
  output: CommandOutput,
): number {
  const program = commandOf("lock addresses", ["", "--accept"])
    .description(
      "Compares the resource addresses that each environment emits with its lock, <environment>.addresses.json. " +
        "Synth stops where a recorded address is lost, since Terraform would destroy the resource, and where a recorded value changes, since Terraform would replace an object that holds pods, the entry or data.",
    )
    .option(
      "--move <old=new>",
      "record a renamed address, so that Terraform keeps the resource; repeatable",
      collect,
    )
    .option("--stack <stack>", "stack of the --move (default: each stack that loses OLD and gains NEW)")
    .addOption(
      new Option(
        "--accept",
        "record the emitted addresses and values; the next apply destroys the resources of lost addresses except image repositories, and replaces the objects of changed values",
      ).conflicts(["move", "stack"]),
    )
    .addOption(inOption(variables))
    .addOption(environmentsOption(variables))
    .addOption(reportFileOption())
    .addOption(jsonOption("lock addresses"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { accept, move, stack, environments: only, in: folder, json, out } = program.opts<Options>();
    if (stack !== undefined && !move) program.error("error: --stack requires --move");
    const environmentsDir = environmentsDirIn(variables);
    output.step?.(`synthesizing ${environmentsDir}`);
    const { environments, stacks, locate } = emit(environmentsDir, only, folder, output.step);
    const work: Work = {
      examined: examine(environments, stacks),
      orphans: only === undefined ? readLocks(orphansIn(environmentsDir)) : new Map(),
      knowledge: knowledgeOf(folder, stacks, locate),
    };
    const { status, page } = accept ? acceptAll(work) : move ? writeMoves(work, move, stack) : compare(work);
    writeReport(
      json ? reportText("lock addresses", addressesJson(work.examined, work.orphans)) : page,
      out,
      output,
    );
    return status;
  });
}

interface Work {
  readonly examined: readonly Examined[];
  /** Locks without a YAML file. */
  readonly orphans: ReadonlyMap<string, LockFile>;
  readonly knowledge: Knowledge;
}

interface Done {
  readonly status: number;
  readonly page: string;
}

function compare({ examined, orphans, knowledge }: Work): Done {
  const isAllCurrent = examined.every(isLockCurrent) && orphans.size === 0;
  return { status: isAllCurrent ? 0 : 1, page: addressesPage(examined, orphans, knowledge) };
}

function acceptAll({ examined, orphans, knowledge }: Work): Done {
  refuseWrongMoves(examined);
  const accepted = examined.map((each) => acceptedLock(each, knowledge.before));
  writeLocks(accepted.filter((_, index) => examined[index] && !isLockCurrent(examined[index])));
  for (const { file } of orphans.values()) rmSync(file);
  return { status: 0, page: acceptedPage(examined, accepted, orphans, knowledge) };
}

function writeMoves(
  { examined, knowledge }: Work,
  renames: readonly Rename[],
  stack: string | undefined,
): Done {
  refuseWrongMoves(examined);
  const written = locksWithMoves(examined, renames, stack, knowledge);
  writeLocks(written);
  return { status: 0, page: movedPage(written) };
}

/** A lock with wrong moves is not extended. */
function refuseWrongMoves(examined: readonly Examined[]): void {
  const problems = examined.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ConfigError(problems);
}

function collect(text: string, before: readonly Rename[] = []): readonly Rename[] {
  const [from, to, ...rest] = text.split("=").map((part) => part.trim());
  if (!from || !to || rest.length > 0) {
    throw new InvalidArgumentError("Expected OLD=NEW, such as aws_subnet.main_a=aws_subnet.private_a.");
  }
  return [...before, { from, to }];
}
