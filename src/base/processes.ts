import { spawnSync } from "node:child_process";
import { errorCode } from "./fs-errors";

/** Whether a process of any user has an id. */
export function hasProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== "ESRCH"; // EPERM: the process runs as another user
  }
}

/**
 * Words before a program that take its network on Linux: a namespace of its own, which root may create, and others where the system
 * permits namespaces of users.
 */
const FORMS = [
  ["unshare", "--net", "--"],
  ["unshare", "--map-current-user", "--net", "--"],
] as const;

type Variables = Readonly<Record<string, string>>;

/** The words, by PATH. */
const known = new Map<string | undefined, readonly string[]>();

/** Words before a program that take its network, as far as this machine can deny it; else none. */
export function withoutNetwork(env: Variables): readonly string[] {
  const path = env["PATH"];
  const words = known.get(path) ?? FORMS.find((form) => works(form, env)) ?? [];
  known.set(path, words);
  return words;
}

function works([program, ...args]: (typeof FORMS)[number], env: Variables): boolean {
  const { status, signal } = spawnSync(program, [...args, "true"], { env });
  // Signals end the program that a command waits for, and the command with its error.
  if (signal) throw new Error(`${program} ended by ${signal}`);
  return status === 0;
}
