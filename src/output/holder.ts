import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import { errorCode } from "./fs-errors";

/** A process that holds the lock or wants it, described well enough for another one to tell whether it still lives. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Containers may share a host name and still not see each other's processes; "" where not known. */
  readonly namespace: string;
  /** When the process began, in the kernel's words, because ids are used again; "" where not known. */
  readonly began: string;
  /** When it asked for the lock, ISO time. */
  readonly since: string;
  /** Never used twice. */
  readonly token: string;
}

export function describeSelf(): Holder {
  return {
    pid: process.pid,
    host: os.hostname(),
    namespace: namespaceOfThisProcess(),
    began: beginning(process.pid),
    since: new Date().toISOString(),
    token: `${process.pid}-${randomBytes(8).toString("hex")}`,
  };
}

/** True only where it is certain: of a process on another machine or in another container nothing is known. */
export function isDead(holder: Holder): boolean {
  if (holder.host !== os.hostname() || holder.namespace !== namespaceOfThisProcess()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return errorCode(error) === "ESRCH"; // EPERM: it lives, as another user
  }
  const now = beginning(holder.pid);
  return now !== "" && holder.began !== "" && now !== holder.began;
}

export function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Holder;
    return typeof value.pid === "number" && typeof value.host === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

function namespaceOfThisProcess(): string {
  try {
    return fs.readlinkSync("/proc/self/ns/pid");
  } catch {
    return ""; // not Linux
  }
}

function beginning(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    // the name in brackets may hold anything; field 22 of proc(5), the start in ticks since boot, is the 20th after it
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${fs.readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}/${ticks}`;
  } catch {
    return ""; // not Linux
  }
}
