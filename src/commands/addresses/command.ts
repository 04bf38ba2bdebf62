import { rmSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Examined, type NamedFile, examine } from "../../address-locks/examine";
import { lastSynth } from "../../address-locks/last-synth";
import { type LockFile, orphanedLocks, writeLock } from "../../address-locks/lock-file";
import { type Rename, locksWithMoves } from "../../address-locks/rename";
import { accepting } from "../../address-locks/record";
import { type Knowledge } from "../../address-locks/report";
import { ConfigError } from "../../config/loader/problems";
import { type CommandOutput, namesIn, runCommand } from "../../core/command-line";
import { type OutputStack } from "../../terraform-json/output";
import { acceptedPage, comparedPage, isCurrent, movedPage } from "./pages";

/** What environments emit, and which values of their files it follows from. */
export interface Emitted extends Pick<Knowledge, "locate"> {
  readonly environments: readonly NamedFile[];
  readonly stacks: readonly OutputStack[];
}

export interface AddressesProps {
  readonly environmentsDir: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  /** Folder of the last synth. */
  readonly outdir: string;
  /** Synthesizes without publishing. */
  readonly emit: (environmentsDir: string, only?: readonly string[]) => Emitted;
}

interface Options {
  readonly accept?: true;
  readonly move?: readonly Rename[];
  readonly stack?: string;
  readonly environment?: string;
  readonly out: string;
}

const VARIABLES = `
Environment variables:
  ENVIRONMENT=a,b       the same as --environment
  ENVIRONMENTS_DIR=dir  where the YAML files and their locks are (default: environments)
  CDKTF_OUTDIR=dir      the same as --out`;

/** Compares environments with their address locks, or writes these. Gives the exit status: 1 where one is stale. */
export function runAddresses(args: readonly string[], props: AddressesProps, output: CommandOutput): number {
  const program = new Command("npm run addresses --")
    .description(
      "Compares the resource addresses that each environment emits with its lock, <environment>.addresses.json. " +
        "Synth stops where a recorded address is lost, since Terraform would destroy what it stands for.",
    )
    .option(
      "--move <old=new>",
      "write a rename, so that Terraform keeps what exists; may be repeated",
      collect,
    )
    .option("--stack <stack>", "write it in this stack (default: wherever OLD is lost and NEW is new)")
    .addOption(
      new Option(
        "--accept",
        "record what is emitted; what is lost is given up, and the next apply destroys it",
      ).conflicts(["move", "stack"]),
    )
    .option("--environment <names>", "only these environments, such as a,b")
    .option("--out <dir>", "folder of the last synth, which knows what is lost", props.outdir)
    .addHelpText("after", VARIABLES);
  return runCommand(program, args, output, () => {
    const { accept, move, stack, environment, out } = program.opts<Options>();
    if (stack !== undefined && !move) program.error("error: --stack says where a --move belongs; add one");
    const only = environment === undefined ? props.only : namesIn(environment);
    const { environments, stacks, locate } = props.emit(props.environmentsDir, only);
    const work: Work = {
      examined: examine(environments, stacks),
      orphans: only === undefined ? orphanedLocks(props.environmentsDir) : new Map(),
      knowledge: {
        before: lastSynth(out),
        now: new Map(stacks.map((each) => [each.stack.name, each.stack])),
        locate,
      },
      output,
    };
    if (accept) return acceptAll(work);
    return move ? writeMoves(work, move, stack) : compare(work);
  });
}

interface Work {
  readonly examined: readonly Examined[];
  /** Locks whose YAML is gone. */
  readonly orphans: ReadonlyMap<string, LockFile>;
  readonly knowledge: Knowledge;
  readonly output: CommandOutput;
}

function compare({ examined, orphans, knowledge, output }: Work): number {
  output.out(comparedPage(examined, orphans, knowledge));
  return examined.every(isCurrent) && orphans.size === 0 ? 0 : 1;
}

function acceptAll({ examined, orphans, knowledge, output }: Work): number {
  refuseWrongMoves(examined);
  for (const each of examined.filter((one) => !isCurrent(one))) {
    writeLock(each.file, accepting(each.lock, each.emitted));
  }
  for (const { file } of orphans.values()) rmSync(file);
  output.out(acceptedPage(examined, orphans, knowledge));
  return 0;
}

function writeMoves(
  { examined, output }: Work,
  renames: readonly Rename[],
  stack: string | undefined,
): number {
  refuseWrongMoves(examined);
  const written = locksWithMoves(examined, renames, stack);
  for (const { file, lock } of written) writeLock(file, lock);
  output.out(movedPage(written));
  return 0;
}

/** A lock is not built upon while moves in it are wrong. */
function refuseWrongMoves(examined: readonly Examined[]): void {
  const problems = examined.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ConfigError(problems);
}

function collect(text: string, before: readonly Rename[] = []): readonly Rename[] {
  const [from, to, ...rest] = text.split("=").map((part) => part.trim());
  if (!from || !to || rest.length > 0) {
    throw new InvalidArgumentError("expected OLD=NEW, such as aws_subnet.main_a=aws_subnet.private_a");
  }
  return [...before, { from, to }];
}
