import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Variables } from "./processes";

export interface LocalAws {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Ends the server, which also ends with this process. */
  readonly stop: () => Promise<void>;
}

/** Starts moto, a local AWS API, on a free port of the loopback interface, and waits until it answers. */
export async function startLocalAws(folder: string, env: Variables): Promise<LocalAws> {
  const log = join(folder, "moto.log");
  const file = openSync(log, "w");
  const keeper = spawn(
    process.execPath,
    [join(__dirname, "keeper.js"), "moto_server", "-H", "127.0.0.1", "-p", "0"],
    // Without AWS's managed policies, none can be attached to a role.
    { env: { ...env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" }, stdio: ["pipe", file, file] },
  );
  closeSync(file);
  const gone = new Promise<void>((resolve) => keeper.on("exit", () => resolve()));
  // Only `stop` waits for the server, so that a failed run can end.
  keeper.unref();
  const stop = async () => {
    keeper.ref();
    keeper.stdin?.end();
    await gone;
  };
  let isGone = false;
  void gone.then(() => (isGone = true));

  for (;;) {
    const endpoint = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(readFileSync(log, "utf8"))?.[1];
    if (endpoint && (await answers(endpoint))) return { endpoint, stop };
    if (isGone) throw new Error(`moto_server ended before it answered:\n${readFileSync(log, "utf8")}`);
    await wait(100);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/`)).ok;
  } catch {
    return false;
  }
}
