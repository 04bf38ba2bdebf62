import { type CommandOutput } from "../../src/core/command-line";

/** What a command printed, and its exit status. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the program within the test, and collects what it prints. */
export function runOf(command: (output: CommandOutput) => number): Run {
  const printed = new Printed();
  const status = command(printed.output);
  return { status, ...printed.texts };
}

/** The same for a command that takes its time. */
export async function runOfAsync(command: (output: CommandOutput) => Promise<number>): Promise<Run> {
  const printed = new Printed();
  const status = await command(printed.output);
  return { status, ...printed.texts };
}

class Printed {
  readonly texts = { stdout: "", stderr: "" };
  readonly output: CommandOutput = {
    out: (text) => (this.texts.stdout += text),
    err: (text) => (this.texts.stderr += text),
  };
}
