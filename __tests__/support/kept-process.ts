import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Variables } from "../real/terraform/harness/processes";

/** A server that ends with this process, also after a crash. */
export interface KeptProcess {
  /** Output of both streams so far. */
  readonly printed: () => string;
  /** Whether the server has ended. */
  readonly isGone: () => boolean;
  /** Ends the server, and waits for its end. */
  readonly stop: () => Promise<void>;
}

export interface KeptCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Variables;
  /** File of its output. */
  readonly log: string;
  /** @default - the folder of this process */
  readonly cwd?: string;
  /** Id of another process that ends the server with its own end. @default - none */
  readonly run?: number;
}

/** Starts a server through a keeper, which ends it when this process ends for any reason. */
export function keep({ program, args, env, log, cwd, run }: KeptCommand): KeptProcess {
  const file = openSync(log, "w");
  const keeper = spawn(process.execPath, [join(__dirname, "keeper.js"), program, ...args], {
    env: { ...env, ...(run === undefined ? {} : { KEPT_FOR: String(run) }) },
    stdio: ["pipe", file, file],
    ...(cwd === undefined ? {} : { cwd }),
  });
  closeSync(file);
  let isGone = false;
  const gone = new Promise<void>((resolve) =>
    keeper.on("exit", () => {
      isGone = true;
      resolve();
    }),
  );
  // Only `stop` waits for the server, so that a failed run can end.
  keeper.unref();
  return {
    printed: () => readFileSync(log, "utf8"),
    isGone: () => isGone,
    stop: async () => {
      keeper.ref();
      keeper.stdin?.end();
      await gone;
    },
  };
}
