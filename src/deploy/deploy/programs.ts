import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { type CommandOutput } from "../../base/command-line";
import { userError } from "../../base/errors";
import { terminalText } from "../../base/terminal";

/** A program and its arguments. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface Finished {
  /** Exit status; 128 where a signal ended the program. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Signals that end a session. Terraform receives each as an interrupt, after which it saves its state. */
const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * The programs that a deployment starts. An interrupt reaches Terraform exactly once: a second one makes it exit without its
 * state, and both a terminal and npm send one.
 */
export class Programs {
  private interrupted = false;
  private readonly running = new Set<ChildProcess>();

  constructor(
    private readonly variables: Readonly<Record<string, string | undefined>>,
    private readonly output: Pick<CommandOutput, "err" | "step" | "tick" | "idle">,
  ) {}

  /** Whether the user has ended the command. */
  get isInterrupted(): boolean {
    return this.interrupted;
  }

  /** Source of the credentials of AWS, as a name for messages. Keys in variables have precedence over a profile. */
  get credentials(): string {
    if (this.variables["AWS_ACCESS_KEY_ID"]) return "AWS_ACCESS_KEY_ID";
    const profile = this.variables["AWS_PROFILE"] || this.variables["AWS_DEFAULT_PROFILE"];
    if (profile) return `the profile ${profile}`;
    return this.variables["AWS_WEB_IDENTITY_TOKEN_FILE"]
      ? "AWS_WEB_IDENTITY_TOKEN_FILE"
      : "the default profile or the role of this machine";
  }

  /** Begins a step that runs no program, such as a wait. */
  step(what: string): void {
    this.output.step?.(what);
  }

  /** Says that a step goes on which blocks this process. */
  tick(): void {
    this.output.tick?.();
  }

  /** Handles the signals of the process while `work` runs. */
  async whileListening<Result>(work: () => Promise<Result>): Promise<Result> {
    const onSignal = () => this.interrupt();
    for (const signal of ENDING) process.on(signal, onSignal);
    try {
      return await work();
    } finally {
      for (const signal of ENDING) process.off(signal, onSignal);
    }
  }

  /** Interrupts the running program once. */
  interrupt(): void {
    if (this.interrupted) return;
    this.interrupted = true;
    for (const child of this.running) {
      this.output.err(`\ninterrupting process ${child.pid}; wait until it has saved its state\n`);
      child.kill("SIGINT");
    }
  }

  private started<Child extends ChildProcess>(child: Child): Child {
    this.running.add(child);
    for (const end of ["error", "close"]) child.on(end, () => this.running.delete(child));
    return child;
  }

  /** Runs a program whose lines the terminal shows, and returns its exit status. */
  run([program, ...args]: CommandLine, own: Readonly<Record<string, string>> = {}): Promise<number> {
    this.output.idle?.();
    return new Promise((resolve, reject) => {
      // A group of its own: the terminal interrupts only this process, which passes it on.
      const env = { ...this.variables, ...own };
      const child = this.started(
        spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true }),
      );
      for (const name of ["stdout", "stderr"] as const)
        createInterface({ input: child[name] }).on(
          "line",
          (line) => void process[name].write(`${programText(line)}\n`),
        );
      child.on("error", (error) => reject(notStarted(program, error)));
      child.on("close", (code) => resolve(code ?? 128));
    });
  }

  /** Runs a program, and returns what it prints. */
  read([program, ...args]: CommandLine, own: Readonly<Record<string, string>> = {}): Promise<Finished> {
    this.output.step?.([program, ...args.filter((each) => !each.startsWith("-")).slice(0, 2)].join(" "));
    return new Promise((resolve, reject) => {
      const env = { ...this.variables, ...own };
      const child = this.started(
        spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true }),
      );
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
      child.on("error", (error) => reject(notStarted(program, error)));
      child.on("close", (code) => resolve({ code: code ?? 128, stdout, stderr }));
    });
  }
}

const notStarted = (program: string, error: NodeJS.ErrnoException) =>
  userError({
    place: program,
    got: error.code === "ENOENT" ? "no such program" : error.message,
    expected: `${program} on the PATH`,
    fix: "install it",
    cause: error,
  });

/** Answers for items in their order, eight at a time: each is a process. */
export async function askedInParallel<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += 8)
    answers.push(...(await Promise.all(items.slice(start, start + 8).map(ask))));
  return answers;
}

/** Codes of bold and dim text and of readable colors, as Terraform prints them. Others hide text. */
const COLORS = new RegExp(`(${String.fromCharCode(27)}\\[(?:;?(?:[0124]|3[1-7]|9[0-7]))*m)`);

/** A line of a program as a terminal may show it, with its colors. */
const programText = (line: string): string =>
  line
    .split(COLORS)
    .map((part, index) => (index % 2 === 1 ? part : terminalText(part)))
    .join("");
