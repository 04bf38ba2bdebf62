import { type CommandOutput } from "../../src/base/command-line";
import { notePrinted } from "./failing-checks";
import { readable } from "./raw-values";

/** Output and exit status of a command. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Standard error of a process without the lines of its progress, which depend on the speed of the machine. */
export const withoutProgress = (stderr: string): string => stderr.replace(/^.* \(\d+s\)\n/gm, "");

/** Runs a command in this process and collects its output. */
export function runOf(command: (output: CommandOutput) => number): Run {
  const printed = new Printed();
  const status = command(printed.output);
  return printed.run(status);
}

/** The same for an asynchronous command. */
export async function runOfAsync(command: (output: CommandOutput) => Promise<number>): Promise<Run> {
  const printed = new Printed();
  const status = await command(printed.output);
  return printed.run(status);
}

class Printed {
  private readonly texts = { stdout: "", stderr: "" };
  readonly output: CommandOutput = {
    out: (text) => (this.texts.stdout += text),
    err: (text) => (this.texts.stderr += text),
  };

  run(status: number): Run {
    const { stdout, stderr } = this.texts;
    notePrinted(stdout);
    return { status, stdout, stderr: readable(stderr) };
  }
}
