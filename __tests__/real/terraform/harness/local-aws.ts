import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { keep } from "../../../support/kept-process";
import { type Variables } from "./processes";

export interface LocalAws {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Ends the server, which also ends with this process. */
  readonly stop: () => Promise<void>;
}

/** Starts moto, a local AWS API, on a free port of the loopback interface, and waits until it answers. */
export async function startLocalAws(folder: string, env: Variables): Promise<LocalAws> {
  const server = keep({
    program: "moto_server",
    args: ["-H", "127.0.0.1", "-p", "0"],
    // Without AWS's managed policies, none can be attached to a role.
    env: { ...env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    log: join(folder, "moto.log"),
  });
  for (;;) {
    const endpoint = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(server.printed())?.[1];
    if (endpoint && (await answers(endpoint))) return { endpoint, stop: server.stop };
    if (server.isGone()) throw new Error(`moto_server ended before it answered:\n${server.printed()}`);
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
