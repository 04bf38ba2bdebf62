import { type CommandOutput } from "../command-line";
import { Progress, TICK_MS } from "./progress";
import { terminalText } from "../terminal";

/** The streams of this process. A progress line on standard error is cleared before each text. */
export function processOutput({
  stdout,
  stderr,
}: Readonly<Record<"stdout" | "stderr", NodeJS.WriteStream>> = process): CommandOutput {
  // A reader such as `head` may close the pipe before everything is written.
  for (const stream of [stdout, stderr]) stream.on("error", ignoreClosedPipe);
  const progress = new Progress({
    write: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY,
    now: Date.now,
    // Users also wait for the start of the process, which takes a second or more.
    begin: performance.timeOrigin,
  });
  setInterval(() => progress.tick(), TICK_MS).unref();
  process.on("exit", () => progress.clear());
  const write = (stream: NodeJS.WriteStream) => (text: string) => {
    progress.clear();
    stream.write(terminalText(text));
  };
  const { columns } = stdout;
  return {
    out: write(stdout),
    err: write(stderr),
    step: (what, blocks) => progress.step(terminalText(what), blocks),
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
