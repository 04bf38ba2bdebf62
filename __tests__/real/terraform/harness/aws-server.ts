import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type KeptProcess, keep } from "../../../support/kept-process";
import { type Variables, run } from "./processes";
import { PROGRAMS } from "./variables";

const SOURCES = resolve(__dirname, "../aws-server");

/**
 * Starts a server that runs commands of the AWS CLI without loading the CLI for each (`aws-server/server.py`), and writes an `aws` for the
 * PATH of tests that uses it.
 *
 * @returns the server, or undefined where the Python on the PATH does not have the CLI; each command then loads it
 */
export async function startAwsServer(folder: string, env: Variables): Promise<KeptProcess | undefined> {
  const python = await pythonWithCli(folder, env);
  if (process.platform !== "linux" || python === undefined) return undefined;
  const socket = join(folder, "aws.sock");
  const server = keep({
    program: python,
    args: [join(SOURCES, "server.py"), socket],
    env,
    log: join(folder, "aws-server.log"),
  });
  while (server.printed() !== "listening\n") {
    if (server.isGone()) throw new Error(`aws-server ended before it listened:\n${server.printed()}`);
    await wait(50);
  }
  const client = join(SOURCES, "client.py");
  mkdirSync(join(folder, PROGRAMS), { recursive: true });
  const command = `#!/bin/sh\nexec ${python} -I -S ${client} ${socket} "$@"\n`;
  writeFileSync(join(folder, PROGRAMS, "aws"), command, { mode: 0o755 });
  return server;
}

/** The Python of the PATH, by its own path, which a manager of versions finds for each start otherwise. */
async function pythonWithCli(folder: string, env: Variables): Promise<string | undefined> {
  const args = ["-c", "import sys, awscli; print(sys.executable)"];
  try {
    return (await run({ program: "python3", args, cwd: folder, env })).stdout.trim();
  } catch {
    return undefined;
  }
}
