import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import { hasProcess } from "../processes";

/** A process that holds or requests something, with the data that another process needs to see whether it still runs. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** PID namespace: containers may share a host name without seeing each other's processes. "" if unknown. */
  readonly namespace: string;
  /** Start of the process as the kernel reports it, since process ids are reused. "" if unknown. */
  readonly began: string;
  /** Time of the request, in ISO 8601. */
  readonly since: string;
  /** Unique for each request. */
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

/** True only where it is certain. The state of a process on another machine or in another container is unknown. */
export function isDead(holder: Holder): boolean {
  if (!isHere(holder)) return false;
  if (!hasProcess(holder.pid)) return true;
  const now = beginning(holder.pid);
  return now !== "" && holder.began !== "" && now !== holder.began;
}

/** True only where it is certain. */
export const isProcessRunning = (holder: Holder): boolean => isHere(holder) && !isDead(holder);

/** Whether this process can see that one. */
const isHere = ({ host, namespace }: Holder): boolean =>
  host === os.hostname() && namespace === namespaceOfThisProcess();

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
    // the name in parentheses may contain spaces; starttime, field 22 of proc(5), is the 20th field after it
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return `${fs.readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim()}/${ticks}`;
  } catch {
    return ""; // not Linux
  }
}
