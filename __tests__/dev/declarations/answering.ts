import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** Processes that answer without a synth. */
export class Answering {
  readonly started: ChildProcess[] = [];
  /** Ids of the processes that have answered, in the order of their answers. */
  readonly answered: (number | undefined)[] = [];

  readonly start = (): ChildProcess => {
    // The threads that run tests have options that a plain program does not need.
    const child = fork(join(__dirname, "child.js"), {
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      execArgv: [],
    });
    child.on("message", () => this.answered.push(child.pid));
    this.started.push(child);
    return child;
  };

  /** Exit status or signal of each process. Waits for those that have not ended. */
  ends(): Promise<(number | string | null)[]> {
    return Promise.all(
      this.started.map(async (child) => {
        if (child.exitCode === null && child.signalCode === null)
          await new Promise((resolve) => child.once("exit", resolve));
        return child.exitCode ?? child.signalCode;
      }),
    );
  }
}
