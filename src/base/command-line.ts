import { Command, CommanderError } from "commander";
import { UserError } from "./errors";
import { EXIT_STATUSES } from "./command-line/exit-statuses";
import { BINARY, NPX } from "./program-name";
import { systemError } from "./command-line/system-error";

/** Streams of a command. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Begins a step of the work, which is shown where the work takes long. @default - no one looks */
  readonly step?: (what: string, blocks?: "blocks") => void;
  /**
   * Says that the current step goes on. Work that blocks the process calls it between its parts,
   * since no timer runs meanwhile.
   *
   * @default - no one looks
   */
  readonly tick?: () => void;
  /** Shows no step until the next one begins. @default - no one looks */
  readonly idle?: () => void;
  /** Width of help texts. @default 100 */
  readonly columns?: number;
}

/** The properties of work that shows its steps. */
export const stepOf = ({ step, tick }: CommandOutput): Pick<CommandOutput, "step" | "tick"> => ({
  ...(step === undefined ? {} : { step }),
  ...(tick === undefined ? {} : { tick }),
});

const DEFAULT_COLUMNS = 100;

/** The exit statuses, as each help text ends. */
export const EXIT_STATUS = `Exit status: ${EXIT_STATUSES.map(([status, meaning]) => `${status} ${meaning}`).join("; ")}`;

/** The command line of a command of the binary. Its help text has the examples, each without the name of the command. */
export function commandOf(name: string, examples: readonly string[]): Command {
  const lines = examples.map((args) => `  ${NPX} ${`${name} ${args}`.trim()}`);
  return new Command(`${BINARY} ${name}`).addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

/**
 * Parses `args`, runs `action` and returns the exit status that it gives. A `UserError` and an
 * error of the file system are printed and return 1, wrong usage returns 2, and any other error is
 * a bug and is thrown.
 */
export function runCommand(
  program: Command,
  args: readonly string[],
  output: CommandOutput,
  action: () => number,
): number {
  try {
    begin(program, args, output);
    return action();
  } catch (error) {
    return statusOf(error, output);
  }
}

/** `runCommand` for an asynchronous `action`. */
export async function runAsyncCommand(
  program: Command,
  args: readonly string[],
  output: CommandOutput,
  action: () => Promise<number>,
): Promise<number> {
  try {
    begin(program, args, output);
    return await action();
  } catch (error) {
    return statusOf(error, output);
  }
}

/** The name of the command is its first step. */
function begin(program: Command, args: readonly string[], output: CommandOutput): void {
  parse(program, args, output);
  output.step?.(program.name().replace(/ --$/, ""));
}

function parse(program: Command, args: readonly string[], output: CommandOutput): void {
  withExitStatus(program)
    .allowExcessArguments(true)
    .exitOverride()
    .configureOutput({
      writeOut: output.out,
      writeErr: output.err,
      getOutHelpWidth: () => output.columns ?? DEFAULT_COLUMNS,
      getErrHelpWidth: () => output.columns ?? DEFAULT_COLUMNS,
    })
    .parse([...args], { from: "user" });
  if (program.args.length > program.registeredArguments.length) program.error(excessArguments(program));
}

/** Adds the exit statuses to a help text. */
const withExitStatus = (program: Command): Command => program.addHelpText("after", `\n${EXIT_STATUS}`);

/** `npm run` without a `--` consumes an option, and passes only its value to the command. */
function excessArguments(program: Command): string {
  const given = program.args.join(" ");
  const name = program.name().replace(BINARY, NPX);
  const count = program.registeredArguments.length;
  if (count > 0)
    return `error: too many arguments: got ${given}, expected at most ${count}; ${name} --help describes them`;
  const option = program.options.find(({ long }) => long === "--environments") ?? program.options[0];
  const fix = option
    ? `give options, such as ${name} ${option.long} ${program.args.join(",")}`
    : "the command takes no options";
  return `error: too many arguments: got ${given}, expected none; ${fix}`;
}

function statusOf(error: unknown, output: CommandOutput): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = error instanceof UserError ? error : systemError(error);
  if (known === undefined) throw error;
  output.err(`${known.message}\n`);
  return 1;
}

/** Names of a list such as `a,b`. */
export const listedNames = (list: string): string[] => list.split(",").flatMap((name) => name.trim() || []);
