import { type Command, Option } from "commander";
import { commandOf, type CommandOutput, runAsyncCommand } from "../base/command-line";
import { applyLayers } from "./deploy/apply-layers";
import { printedApply, printedDestroy } from "./deploy/printed";
import { removeLeftOverrides } from "./deploy/protection";
import { repairLayers } from "./repair/repair";
import { type Session } from "./deploy/session";
import { tearDown } from "./teardown/tear-down";
import { writeTwoApplies } from "./deploy/two-applies";
import { withSides } from "../project/synthesized-sides";
import { refuseChangedInputs } from "../project/changed-inputs";
import {
  INTERRUPTED,
  type LayersOptions,
  type LayersProps,
  inSession,
  layersOption,
  stacksFor,
  withLayersOptions,
} from "./command-session";
import { environmentsDirIn, environmentsOption } from "../project/options";
import { refuseOtherVersions, refusingEdits, type Resynthesize, sayNotCompared } from "../project/origins";
import { NPX } from "../base/program-name";

interface Options extends LayersOptions {
  readonly base?: string;
  readonly destroy?: true;
  readonly repair?: true;
}

export interface DeployProps extends LayersProps {
  /** Folder of the program, in a git repository. @default - the working directory */
  readonly root?: string;
  /** Start file of this program, for a repository with environments only. @default - the repository has the program */
  readonly startFile?: string;
  /** Synthesizes the inputs again, to compare the output folder with them. */
  readonly resynthesize: Resynthesize;
}

/** Applies, destroys or repairs the layers of an environment with Terraform or OpenTofu. Returns the exit status. */
export function runDeploy(
  args: readonly string[],
  props: DeployProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("deploy", [
    "--environments mlapp",
    "--environments mlapp --layers models",
    "--environments mlapp --print --base HEAD~1",
  ])
    .description(
      "Applies the synthesized stacks of one environment, layer by layer: plans, shows the plan, asks, applies exactly " +
        "that plan, and waits until the pods of platform and models are ready. What running pods need is removed after that, by a " +
        "plan of its own. The order of the layers is that of the change from the states to " +
        `the stacks, as ${NPX} review prints it; layers named in another order are refused. A layer without changes passes, so a second run continues ` +
        "where the first one stopped. Needs terraform or tofu, the AWS CLI, kubectl for platform and models, and credentials.",
    )
    .addOption(environmentsOption(props.variables))
    .addOption(layersOption("in the order of the change; default: all; --destroy: all except state"))
    .addOption(new Option("--print", "run nothing; print the plain commands").conflicts(["repair", "yes"]))
    .addOption(
      new Option(
        "--base <ref>",
        "with --print: the git revision that is applied; writes into rollout.out what keeps its pods running until the new ones are ready",
      ).conflicts("destroy"),
    )
    .addOption(
      new Option(
        "--destroy",
        "destroy the layers in the opposite order; a layer remains while later ones have resources",
      ).conflicts("repair"),
    )
    .option(
      "--repair",
      "after a killed apply: find what exists and the state lacks, Helm releases that are not of the file, tainted objects and a lock; changes nothing before you agree",
    )
    .option("--yes", "answer every question with yes, for automation; not that of --unprotect");
  withLayersOptions(program, props, HELP);
  return runAsyncCommand(program, args, output, () => deploy(program, props, output));
}

async function deploy(program: Command, props: DeployProps, output: CommandOutput): Promise<number> {
  const options = program.opts<Options>();
  if (options.environments === undefined)
    return program.error("error: no environment; give --environments NAME");
  if (options.base && !options.print) return program.error("error: --base needs --print");
  if (options.unprotect && !options.destroy) return program.error("error: --unprotect needs --destroy");
  if (!options.print) removeLeftOverrides(options.in, (line) => output.err(`${line}\n`));
  refuseChangedInputs(options.in, output, true);
  const stacks = stacksFor(options.in, options.environments, options.layers, options.destroy === true);
  const compare = refusingEdits({
    outdir: options.in,
    names: [...new Set(stacks.all.map(({ environment }) => environment))],
    environmentsDir: environmentsDirIn(props.variables),
    resynthesize: props.resynthesize,
  });
  const origins = compare();
  refuseOtherVersions(origins, options.in);
  if (options.print) {
    const lines = printedLines(options, stacks, props, output);
    sayNotCompared(origins, output);
    output.out(`${lines.join("\n").trim()}\n`);
    return 0;
  }
  const work = options.repair
    ? repairLayers
    : options.destroy
      ? (session: Session) => tearDown(session, options)
      : (session: Session) => applyLayers(session, compare);
  const named = options.layers === undefined ? {} : { named: options.layers };
  return inSession(`${NPX} deploy`, props, options, { ...stacks, ...named }, output, (session) => {
    sayNotCompared(origins, output);
    return work(session);
  });
}

/** The plain commands that do the same. */
function printedLines(
  { in: folder, base, destroy, program = "terraform" }: Options,
  { all, chosen }: Pick<Session, "all" | "chosen">,
  props: DeployProps,
  output: CommandOutput,
): readonly string[] {
  if (destroy) return printedDestroy(all, chosen, program);
  const request = { root: ".", ...props, ...output, after: folder, ref: base ?? "" };
  const twice = base ? withSides(request, ({ before }) => writeTwoApplies(folder, before, all)) : undefined;
  return printedApply(chosen, program, props.scripts, twice);
}

const HELP = `
With --destroy, the layer state is destroyed only where --layers names it: with it go all versions of all states.
Exit status of this command: 0 done; 1 failed, refused or declined; 2 wrong usage; ${INTERRUPTED} interrupted.`;
