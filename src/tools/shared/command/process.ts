import { type CommandOutput } from "../../../shared/command-line/command-line";
import { Progress, TICK_MS } from "../../../shared/command-line/progress";

/** The streams of this process. A progress line on standard error is cleared before each text. */
export function processOutput(): CommandOutput {
  // A reader such as `head` may close the pipe before everything is written.
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  const progress = new Progress({
    write: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    now: Date.now,
    // Users also wait for the start of the process, which takes a second or more.
    begin: performance.timeOrigin,
  });
  setInterval(() => progress.tick(), TICK_MS).unref();
  process.on("exit", () => progress.clear());
  const write = (stream: NodeJS.WriteStream) => (text: string) => {
    progress.clear();
    stream.write(text);
  };
  const { columns } = process.stdout;
  return {
    out: write(process.stdout),
    err: write(process.stderr),
    step: (what, blocks) => progress.step(what, blocks),
    tick: () => progress.tick(),
    idle: () => progress.idle(),
    ...(columns ? { columns } : {}),
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** ISO date of today, in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Sets the exit status of an asynchronous command. An unexpected error stays uncaught, so that the start file prints its
 * location.
 */
export function exitWith(status: Promise<number>): void {
  status.then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      setImmediate(() => {
        throw error;
      });
    },
  );
}
