import { type Command, CommanderError } from "commander";
import { UserError } from "./errors";

/** Where a command writes; a main file gives the process's own streams. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What every command's exit status means. */
const EXIT_STATUS = "exit status: 0 done; 1 a wrong input or a failed check, nothing written; 2 wrong usage";

/**
 * Parses `args` and runs `action`, which gives the exit status. An expected problem is told in one message and
 * is 1; wrong usage is 2; anything else is a bug and is thrown.
 */
export function runCommand(
  program: Command,
  args: readonly string[],
  output: CommandOutput,
  action: () => number,
): number {
  try {
    parse(program, args, output);
    return action();
  } catch (error) {
    return statusOf(error, output);
  }
}

/** The same for an `action` that has to wait. */
export async function runAsyncCommand(
  program: Command,
  args: readonly string[],
  output: CommandOutput,
  action: () => Promise<number>,
): Promise<number> {
  try {
    parse(program, args, output);
    return await action();
  } catch (error) {
    return statusOf(error, output);
  }
}

function parse(program: Command, args: readonly string[], output: CommandOutput): void {
  program
    .allowExcessArguments(true)
    .addHelpText("after", `\n${EXIT_STATUS}`)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err })
    .parse([...args], { from: "user" });
  if (program.args.length > 0) program.error(excessArguments(program));
}

/** Where the `--` is forgotten, npm takes an option for one of its own, and passes on its value alone. */
function excessArguments(program: Command): string {
  const given = program.args.join(" ");
  const fix =
    program.options.length > 0
      ? `options need a -- before them: ${program.name()} --option value`
      : `it takes no options; set ENVIRONMENT=${program.args.join(",")} for these environments alone`;
  return `error: too many arguments: got ${given}, expected none; ${fix}`;
}

function statusOf(error: unknown, output: CommandOutput): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof UserError)) throw error;
  output.err(`${error.message}\n`);
  return 1;
}

/** The names of a list such as `a,b`. */
export const namesIn = (list: string): string[] => list.split(",").flatMap((name) => name.trim() || []);
