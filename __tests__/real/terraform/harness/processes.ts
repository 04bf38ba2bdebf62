import { spawn } from "node:child_process";

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order of their output, as in a terminal. */
  readonly output: string;
}

export interface Running {
  readonly pid: number | undefined;
  readonly finished: Promise<Finished>;
  /** Output of both streams so far. */
  readonly printed: () => string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  /** Starts a process group, so that a signal can reach the process and its children. @default false */
  readonly ownGroup?: boolean;
}

/** Starts a program without a terminal and without standard input. A process that a signal ended has the status 128. */
export function start({ program, args, cwd, env, ownGroup = false }: Command): Running {
  const child = spawn(program, args, {
    cwd,
    env: { ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: ownGroup,
  });
  const texts = { stdout: "", stderr: "", output: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
      texts.output += text;
    });
  }
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...texts, code: code ?? 128 }));
  });
  return { pid: child.pid, finished, printed: () => texts.output };
}

/** Runs a program. An exit status that is not in `accepted` is an error with the complete output. */
export async function run(command: Command, accepted: readonly number[] = [0]): Promise<Finished> {
  const finished = await start(command).finished;
  if (accepted.includes(finished.code)) return finished;
  const line = [command.program, ...command.args].join(" ");
  throw new Error(`${line}: exit status ${finished.code}\n${finished.output}`);
}
