import { type Command, CommanderError } from "commander";
import { UserError } from "./errors";

/** Where a command writes; a main file gives the process's own streams. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What every command's exit status means. */
export const EXIT_STATUS =
  "exit status: 0 done; 1 a wrong input or a failed check, nothing written; 2 wrong usage";

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
  program
    .allowExcessArguments(false)
    .addHelpText("after", `\n${EXIT_STATUS}`)
    .exitOverride()
    .configureOutput({ writeOut: output.out, writeErr: output.err });
  try {
    program.parse([...args], { from: "user" });
    return action();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof UserError)) throw error;
    output.err(`${error.message}\n`);
    return 1;
  }
}
