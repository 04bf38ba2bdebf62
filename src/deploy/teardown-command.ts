import { type Command, Option } from "commander";
import { commandOf, type CommandOutput, runAsyncCommand } from "../base/command-line";
import { workedOn } from "./deploy/credentials";
import { printedDestroy } from "./deploy/printed";
import { Programs } from "./deploy/programs";
import { removeLeftOverrides } from "./deploy/protection";
import { States } from "./deploy/state";
import { teardownFacts } from "./teardown/facts";
import { leftoversOf } from "./teardown/leftovers";
import { survey } from "./teardown/survey";
import { tearDown } from "./teardown/tear-down";
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
import { environmentsOption } from "../project/options";
import { jsonOption, reportText } from "../project/command-report";
import { leftoversText, surveyText } from "./teardown/text";
import { NPX } from "../base/program-name";

interface Options extends LayersOptions {
  readonly run?: true;
  readonly leftovers?: true;
  readonly json?: true;
}

/** Shows or runs the teardown of an environment, or finds what one has left. Returns the exit status. */
export function runTeardown(
  args: readonly string[],
  props: LayersProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("destroy", ["--environments mlapp", "--environments mlapp --run"])
    .description(
      "Takes an environment down, layer by layer in the opposite order. Without --run it is a dry run: it reads states, AWS " +
        "and the cluster, and prints the steps, what exists now, what is protected and what would be deleted. With --run " +
        `it does them, and asks before each plan and each deletion; ${NPX} deploy --destroy does the same. It ` +
        "deletes only what a state names, and what has tags of the controllers of its cluster in its VPC; what only has a name or a tag of the environment is listed and left. docs/guide/teardown.md has all steps.",
    )
    .addOption(environmentsOption(props.variables))
    .addOption(layersOption("default: all except state"))
    .addOption(new Option("--run", "take it down").conflicts(["leftovers", "print", "json"]))
    .addOption(
      new Option("--leftovers", "list what is left of layers whose state has no resources").conflicts(
        "print",
      ),
    )
    .addOption(new Option("--print", "look at nothing; print the plain commands").conflicts("json"))
    .addOption(jsonOption("destroy"))
    .option("--yes", "with --run: answer every question with yes, for automation; not that of --unprotect");
  withLayersOptions(program, props, HELP);
  return runAsyncCommand(program, args, output, () => destroy(program, props, output));
}

async function destroy(program: Command, props: LayersProps, output: CommandOutput): Promise<number> {
  const options = program.opts<Options>();
  if (options.environments === undefined)
    return program.error("error: no environment; give --environments NAME");
  if (options.yes && !options.run) return program.error("error: --yes needs --run");
  if (options.unprotect && !options.run) return program.error("error: --unprotect needs --run");
  if (options.run) removeLeftOverrides(options.in, (line) => output.err(`${line}\n`));
  refuseChangedInputs(options.in, output);
  const stacks = stacksFor(options.in, options.environments, options.layers, true);
  if (options.print) {
    const lines = printedDestroy(stacks.all, stacks.chosen, options.program ?? "terraform");
    output.out(`${lines.join("\n").trim()}\n`);
    return 0;
  }
  if (options.run)
    return inSession(`${NPX} destroy`, props, options, stacks, output, (session) =>
      tearDown(session, options),
    );
  const programs = new Programs(props.variables, output);
  const session = { programs, states: new States(programs), ...stacks };
  const [environment = ""] = stacks.all.map((stack) => stack.environment);
  return programs.whileListening(async () => {
    output.err(`${await workedOn(session)}\n`);
    if (options.leftovers) {
      const leftovers = await leftoversOf(session, teardownFacts(stacks.all));
      if (programs.isInterrupted) return INTERRUPTED;
      output.out(
        options.json
          ? reportText("destroy", { environment, leftovers })
          : leftoversText(environment, leftovers),
      );
      return leftovers.length === 0 ? 0 : 1;
    }
    const layers = await survey(session);
    if (programs.isInterrupted) return INTERRUPTED;
    output.out(
      options.json ? reportText("destroy", { environment, layers }) : surveyText(environment, layers),
    );
    return 0;
  });
}

const HELP = `
The layer state goes only where --layers names it: with it go all versions of all states.
Exit status of this command: 0 done, or nothing left; 1 failed, refused, declined, stopped at what only you can delete, or
--leftovers found something; 2 wrong usage; ${INTERRUPTED} interrupted.`;
