import { type CommandOutput } from "../../core/command-line";

/** A line on a terminal that shows the current step of long work. */
export interface ProgressLine {
  readonly show: (step: string) => void;
  readonly clear: () => void;
}

const CLEAR_LINE = "\r\x1b[K";

/** Shows steps once the work takes longer than `afterMs`. Undefined where standard error is no terminal. */
export function progressLine(afterMs = 0): ProgressLine | undefined {
  if (!process.stderr.isTTY) return undefined;
  const start = Date.now();
  return {
    show: (step) => {
      if (Date.now() - start >= afterMs) process.stderr.write(`${CLEAR_LINE}${step}…`);
    },
    clear: () => void process.stderr.write(CLEAR_LINE),
  };
}

/** The streams of this process. A progress line is cleared before each text. */
export function processOutput(progress?: ProgressLine): CommandOutput {
  // A reader such as `head` may close the pipe before everything is written.
  process.stdout.on("error", ignoreClosedPipe);
  process.stderr.on("error", ignoreClosedPipe);
  const write = (stream: NodeJS.WriteStream) => (text: string) => {
    progress?.clear();
    stream.write(text);
  };
  const { columns } = process.stdout;
  return { out: write(process.stdout), err: write(process.stderr), ...(columns ? { columns } : {}) };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** The property of a command that shows its steps; empty where standard error is no terminal. */
export const progressOf = (line: ProgressLine | undefined): { progress?: (step: string) => void } =>
  line === undefined ? {} : { progress: line.show };

/** ISO date of today, in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Sets the exit status of an asynchronous command. An unexpected error stays uncaught, so that the launcher prints its
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
