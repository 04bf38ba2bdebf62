import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "../fs-errors";

/** Fields of a Terraform state file (version 4) that show whether it still tracks resources. */
interface State {
  readonly version?: unknown;
  readonly lineage?: unknown;
  readonly serial?: unknown;
  readonly resources?: unknown;
  readonly outputs?: unknown;
}

const STATE_FILE = /\.tfstate(\..*)?$/;
const BACKUP_FILE = /^(.*\.tfstate)(\.\d+)?\.backup$/;

/** Terraform's lock on local state. A killed Terraform leaves the file behind. */
const STATE_LOCK = ".terraform.tfstate.lock.info";

/** State of a file that cannot be parsed (encrypted, truncated). It is treated as state that tracks resources. */
const UNKNOWN: State = {};

/** True for state files of every workspace, their backups and the state lock, whether or not they track resources. */
export const isStateFile = (file: string): boolean =>
  STATE_FILE.test(path.posix.basename(file)) || path.posix.basename(file) === STATE_LOCK;

/**
 * True if Terraform would lose track of resources without this file. State without resources and outputs, as after
 * `terraform destroy`, tracks nothing. The backup of such a state tracks nothing either.
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
