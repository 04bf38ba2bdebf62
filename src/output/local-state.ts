import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "./fs-errors";

/** The fields of Terraform's state file (version 4) that say whether it still tracks anything. */
interface State {
  readonly version?: unknown;
  readonly lineage?: unknown;
  readonly serial?: unknown;
  readonly resources?: unknown;
  readonly outputs?: unknown;
}

const STATE_FILE = /\.tfstate(\..*)?$/;
const BACKUP_FILE = /^(.*\.tfstate)(\.\d+)?\.backup$/;

/** Terraform holds it while it works on local state; a killed Terraform leaves it. */
const STATE_LOCK = ".terraform.tfstate.lock.info";

/** What a file holds that cannot be understood (encrypted, truncated): treated as state that matters. */
const UNKNOWN: State = {};

/** True for state, its backups and its lock, of whatever workspace; whether it says anything is another question. */
export const isStateFile = (file: string): boolean =>
  STATE_FILE.test(path.posix.basename(file)) || path.posix.basename(file) === STATE_LOCK;

/**
 * True if losing this file would lose track of something that exists. State without resources and outputs, as
 * `terraform destroy` leaves it, says nothing any more, and nor does the backup of that very state.
 */
export function tracksSomething(root: string, file: string): boolean {
  if (path.posix.basename(file) === STATE_LOCK) return true;
  const state = read(path.join(root, file));
  if (state === undefined || isEmpty(state)) return false;
  const main = BACKUP_FILE.exec(file)?.[1];
  return main === undefined || !wasEmptiedSince(state, read(path.join(root, main)));
}

const wasEmptiedSince = (backup: State, main: State | undefined): boolean =>
  main !== undefined &&
  isEmpty(main) &&
  main.lineage === backup.lineage &&
  Number(main.serial) > Number(backup.serial);

const isEmpty = ({ version, resources, outputs }: State): boolean =>
  version === 4 &&
  Array.isArray(resources) &&
  resources.length === 0 &&
  Object.keys(outputs ?? {}).length === 0;

function read(file: string): State | undefined {
  try {
    const text = fs.readFileSync(file, "utf8");
    if (text.trim() === "") return undefined;
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : UNKNOWN;
  } catch (error) {
    return errorCode(error) === "ENOENT" ? undefined : UNKNOWN;
  }
}
