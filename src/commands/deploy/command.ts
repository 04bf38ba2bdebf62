import { Command, Option } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../core/command-line";
import { userError } from "../../core/errors";
import { type Layer } from "../../core/layers";
import { applyLayers } from "../../deploy/apply-layers";
import { destroyLayers } from "../../deploy/destroy-layers";
import { printedApply, printedDestroy } from "../../deploy/printed";
import { Programs } from "../../deploy/programs";
import { repairLayers } from "../../deploy/repair/repair";
import { type Ended, type Session } from "../../deploy/session";
import { States } from "../../deploy/state";
import { type DeployedStack, chosenStacks, stacksOf } from "../../deploy/stacks";
import { TERRAFORM_PROGRAMS, type TerraformProgram, terraformProgram } from "../../deploy/terraform-program";
import { readOutput } from "../../output/read-output";
import { readStacks } from "../../terraform-json/output";
import { layersIn } from "../shared/layers";
import { type Variables, VARIABLES_HELP, chosenNames, environmentsOption, inOption } from "../shared/options";

/** Asks a question on the terminal. */
export type Question = (text: string) => Promise<string>;

export interface DeployProps {
  readonly variables: Variables;
  /** Folder of the scripts that workflows share with this command. */
  readonly scripts: string;
  /** @default - there is no terminal */
  readonly question?: Question;
}

interface Options {
  readonly environments?: readonly string[];
  readonly layers?: readonly Layer[];
  readonly print?: true;
  readonly destroy?: true;
  readonly repair?: true;
  readonly yes?: true;
  readonly program?: TerraformProgram;
  readonly in: string;
}

/** Exit status of an interrupted command, as shells set it for SIGINT. */
const INTERRUPTED = 130;

/** Applies, destroys or repairs the layers of an environment with Terraform or OpenTofu. Returns the exit status. */
export function runDeploy(
  args: readonly string[],
  { variables, scripts, question }: DeployProps,
  output: CommandOutput,
): Promise<number> {
  const program = new Command("npm run deploy --")
    .description(
      "Applies the synthesized stacks of one environment, layer by layer: plans, shows the plan, asks, applies exactly " +
        "that plan, and waits for the rollouts of the models. A layer without changes passes, so a second run continues " +
        "where the first one stopped. Needs terraform or tofu, the AWS CLI, kubectl for platform and models, and credentials.",
    )
    .addOption(environmentsOption(variables))
    .addOption(
      new Option(
        "--layers <layers>",
        "only these layers, such as network,cluster (default: all; --destroy: all except state)",
      ).argParser(layersIn),
    )
    .addOption(new Option("--print", "run nothing; print the plain commands").conflicts(["repair", "yes"]))
    .addOption(
      new Option(
        "--destroy",
        "destroy the layers in the opposite order; a layer remains while later ones have resources",
      ).conflicts("repair"),
    )
    .option(
      "--repair",
      "after a killed apply: find what exists and the state lacks, pending Helm releases and a lock; changes nothing before you agree",
    )
    .option("--yes", "answer every question with yes, for automation")
    .addOption(
      new Option("--program <name>", "program to use (default: the first one that is installed)").choices(
        TERRAFORM_PROGRAMS,
      ),
    )
    .addOption(inOption(variables))
    .addHelpText("after", HELP)
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<Options>();
    if (options.environments === undefined)
      return program.error("error: no environment; give --environments NAME");
    const all = stacksIn(options.in, options.environments);
    const layers = options.layers ?? all.map(({ layer }) => layer);
    const chosen = chosenStacks(
      all,
      options.destroy && !options.layers ? layers.filter((layer) => layer !== "state") : layers,
    );
    if (options.print) {
      const terraform = options.program ?? "terraform";
      const lines = options.destroy
        ? printedDestroy(all, chosen, terraform)
        : printedApply(chosen, terraform);
      output.out(`${lines.join("\n").trim()}\n`);
      return 0;
    }
    if (!options.yes && question === undefined)
      throw userError({
        place: "npm run deploy",
        got: "no terminal",
        expected: "a terminal for the questions",
        fix: "run it in a terminal, add --yes to answer every question with yes, or add --print",
      });
    const say = (line: string) => output.err(`${line}\n`);
    const programs = new Programs(variables, output.err);
    const session: Session = {
      programs,
      states: new States(programs),
      terraform: await terraformProgram(programs, chosen, options.program),
      all,
      chosen,
      say,
      ask: async (text) => {
        if (programs.isInterrupted) return false;
        if (options.yes) {
          say(`${text} yes`);
          return true;
        }
        return /^y(es)?$/i.test((await question?.(`${text} (yes/no) `)) ?? "");
      },
      scripts,
    };
    const work = options.repair ? repairLayers : options.destroy ? destroyLayers : applyLayers;
    const ended: Ended = await programs.whileListening(() => work(session));
    if (programs.isInterrupted) {
      say("interrupted; run the same command again to continue");
      return INTERRUPTED;
    }
    if (ended === "declined") say("stopped; nothing more is changed");
    return ended === "done" ? 0 : 1;
  });
}

const HELP = `
With --destroy, the layer state is destroyed only where --layers names it: with it go all versions of all states.
Exit status of this command: 0 done; 1 failed, refused or declined; 2 wrong usage; ${INTERRUPTED} interrupted.`;

function stacksIn(folder: string, environments: readonly string[]): readonly DeployedStack[] {
  return readOutput(folder, () => {
    const names = [...new Set(readStacks(folder).map(({ environment }) => environment))];
    const [environment = "", ...others] = chosenNames(environments, names, `in ${folder}`);
    if (others.length === 0) return stacksOf(folder, environment);
    throw userError({
      place: "--environments",
      got: environments.join(", "),
      expected: "one environment",
      fix: "deploy each environment by a command of its own",
    });
  });
}
