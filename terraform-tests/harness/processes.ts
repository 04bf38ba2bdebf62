import { spawn } from "node:child_process";

/** The environment of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they came, as a terminal shows them. */
  readonly output: string;
}

export interface Running {
  readonly pid: number | undefined;
  readonly finished: Promise<Finished>;
  /** What it has printed so far, both streams. */
  readonly printed: () => string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Variables;
  /** In a process group of its own, so that it can be killed with what it started. @default false */
  readonly ownGroup?: boolean;
}

/** Starts a program with no terminal and nothing on its standard input. A signal counts as status 128. */
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

/** Runs a program to its end; an exit status that is not among `accepted` is an error with all that it printed. */
export async function run(command: Command, accepted: readonly number[] = [0]): Promise<Finished> {
  const finished = await start(command).finished;
  if (accepted.includes(finished.code)) return finished;
  const line = [command.program, ...command.args].join(" ");
  throw new Error(`${line}: exit status ${finished.code}\n${finished.output}`);
}
