import { type Command, InvalidArgumentError, Option } from "commander";
import { type CommandOutput } from "../base/command-line";
import { userError } from "../base/errors";
import { type Layer } from "../base/layers";
import { workedOn } from "./deploy/credentials";
import { Programs } from "./deploy/programs";
import { type Ended, type Pace, type Session } from "./deploy/session";
import { type DeployedStack, chosenStacks, stacksOf } from "./deploy/stacks";
import { States } from "./deploy/state";
import { TERRAFORM_PROGRAMS, type TerraformProgram, terraformProgram } from "./deploy/terraform-program";
import { readOutput } from "../base/read-output";
import { readStacks } from "../terraform/output";
import { VARIABLES_HELP, chosenNames, inOption, layersIn, type Variables } from "../project/options";

/** Asks a question on the terminal. */
export type Prompt = (text: string) => Promise<string>;

/** Environment of a command that works on the layers of one environment. */
export interface LayersProps {
  readonly variables: Variables;
  /** Folder of the scripts that workflows share with this command. */
  readonly scripts: string;
  /** @default - there is no terminal */
  readonly question?: Prompt;
  /** Interval between two looks of a wait, in milliseconds. @default 10 seconds */
  readonly interval?: number;
}

/** Exit status of an interrupted command, as shells set it for SIGINT. */
export const INTERRUPTED = 130;

export const layersOption = (meaning: string): Option =>
  new Option("--layers <layers>", `only these layers, such as network,cluster (${meaning})`).argParser(
    layersIn,
  );

/** Options that commands on the layers of one environment share. */
export interface LayersOptions extends SessionOptions {
  readonly environments: readonly string[] | undefined;
  readonly layers: readonly Layer[] | undefined;
  readonly print: true | undefined;
  readonly unprotect: true | undefined;
  readonly in: string;
}

/** Adds those of them that follow the options of a command, and its help. */
export const withLayersOptions = (program: Command, { variables }: LayersProps, help: string): Command =>
  program
    .addOption(unprotectOption())
    .addOption(waitOption())
    .addOption(programOption())
    .addOption(inOption(variables))
    .addHelpText("after", help)
    .addHelpText("after", VARIABLES_HELP);

export const programOption = (): Option =>
  new Option("--program <name>", "program to use (default: the first one that is installed)").choices(
    TERRAFORM_PROGRAMS,
  );

const unprotectOption = (): Option =>
  new Option(
    "--unprotect",
    "destroy also what prevent_destroy protects, with all its data, without a question",
  );

/** Minutes after which a wait gives up. */
const waitOption = (): Option =>
  new Option("--wait <minutes>", "minutes until a wait for what controllers remove gives up")
    .argParser(minutesIn)
    .default(DEFAULT_MINUTES);

const DEFAULT_MINUTES = 15;

function minutesIn(given: string): number {
  const minutes = Number(given);
  if (given.trim() !== "" && minutes >= 0 && Number.isFinite(minutes)) return minutes;
  throw new InvalidArgumentError("Expected minutes, such as 15.");
}

/** Options of a session. */
interface SessionOptions {
  /** @default - questions are asked */
  readonly yes?: true;
  /** @default - the first one that is installed */
  readonly program?: TerraformProgram;
  readonly wait: number;
}

/** Does `work` in a session with its programs, questions and signals. Returns the exit status. */
export async function inSession(
  name: string,
  { variables, scripts, question, interval = 10_000 }: LayersProps,
  options: SessionOptions,
  stacks: Pick<Session, "all" | "chosen" | "named">,
  output: CommandOutput,
  work: (session: Session) => Promise<Ended>,
): Promise<number> {
  if (!options.yes && question === undefined)
    throw userError({
      place: name,
      got: "no terminal",
      expected: "a terminal for the questions",
      fix: "run it in a terminal, add --yes to answer every question with yes, or add --print",
    });
  refuseTerraformVariables(variables);
  const say = (line: string) => output.err(`${line}\n`);
  const programs = new Programs(variables, output);
  const pace: Pace = { interval, limit: options.wait * 60_000 };
  const session: Session = {
    programs,
    states: new States(programs),
    terraform: await terraformProgram(programs, stacks.chosen, options.program),
    ...stacks,
    say,
    ask: async (text) => {
      if (programs.isInterrupted) return false;
      if (options.yes) {
        say(`${text} yes`);
        return true;
      }
      output.idle?.();
      return /^y(es)?$/i.test((await question?.(`${text} (yes/no) `)) ?? "");
    },
    pace,
    scripts,
  };
  const ended: Ended = await programs.whileListening(async () => {
    say(await workedOn({ programs, ...stacks }));
    return work(session);
  });
  if (programs.isInterrupted) {
    say("interrupted; run the same command again to continue");
    return INTERRUPTED;
  }
  if (ended === "declined") say("stopped; nothing more is changed");
  return ended === "done" ? 0 : 1;
}

/** The stacks of one environment, and those of the chosen layers. A destroy leaves the state stack unless it is named. */
export function stacksFor(
  folder: string,
  environments: readonly string[],
  layers: readonly Layer[] | undefined,
  isDestroy: boolean,
  option = "--environments",
): Pick<Session, "all" | "chosen"> {
  const all = stacksIn(folder, environments, option);
  const known = all.map(({ layer }) => layer);
  const allButState = known.filter((layer) => layer !== "state");
  return { all, chosen: chosenStacks(all, layers ?? (isDestroy ? allButState : known)) };
}

function stacksIn(folder: string, environments: readonly string[], option: string): readonly DeployedStack[] {
  return readOutput(folder, () => {
    const names = [...new Set(readStacks(folder).map(({ environment }) => environment))];
    const [environment = "", ...others] = chosenNames(environments, names, `in ${folder}`, option);
    if (others.length === 0) return stacksOf(folder, environment);
    throw userError({
      place: option,
      got: environments.join(", "),
      expected: "one environment",
      fix: "deploy each environment by a command of its own",
    });
  });
}

/**
 * Throws where variables of the process would make Terraform work on other states, or with other options, than the command shows.
 * A state of another workspace has another key in the bucket, where the command does not look; `TF_CLI_ARGS` can contain a target,
 * a destroy, or a plan without a lock.
 *
 * Source: Terraform documentation, "Environment Variables" (read 2026-11-24).
 */
function refuseTerraformVariables(variables: Readonly<Record<string, string | undefined>>): void {
  const changing = Object.keys(variables)
    .filter((name) => changesTerraform(name, variables[name] ?? ""))
    .sort();
  const [place] = changing;
  if (place === undefined) return;
  const isWorkspace = place === WORKSPACE;
  throw userError({
    place,
    got: variables[place] ?? "",
    expected: isWorkspace
      ? "default or no value, since the stacks have their states in the workspace default"
      : "no value, since Terraform adds it to the options of this command",
    fix: `unset ${changing.join(" ")}; ${isWorkspace ? "another environment is another file, which --environments names" : "for options of your own, run the plain commands that --print prints"}; nothing was changed`,
  });
}

const WORKSPACE = "TF_WORKSPACE";

/** An empty value has no effect. */
const changesTerraform = (name: string, value: string): boolean =>
  value !== "" && (name === WORKSPACE ? value !== "default" : /^TF_CLI_ARGS(_|$)/.test(name));
