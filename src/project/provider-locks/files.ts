import { NPX } from "../../base/program-name";
import { readdirSync } from "node:fs";
import { userError } from "../../base/errors";

/** Suffix of the lock files in the folder of locks. */
export const LOCK_SUFFIX = ".lock.hcl";

export const LOCK_FIX = `run ${NPX} lock providers where the registry is reachable, and commit the file`;

/** A `provider` block of a lock file. */
export interface LockedProvider {
  /** Host of the registry, namespace and type, such as `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  /** @default - none */
  readonly version?: string;
  /** Distinct hashes. `h1:` is of an unpacked package, `zh:` of its archive. */
  readonly hashes: readonly string[];
  /** Line of the block in the file. */
  readonly line: number;
}

/** Lock files by the name of their set; empty if the folder does not exist. Other files are not read. */
export function listLocks(locksDir: string): string[] {
  try {
    return readdirSync(locksDir)
      .filter((name) => name.endsWith(LOCK_SUFFIX) && !name.startsWith("."))
      .map((name) => name.slice(0, -LOCK_SUFFIX.length))
      .sort();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw userError({
      place: locksDir,
      got: code,
      expected: "a folder of lock files",
      fix: "move it away, or make it readable",
      cause: error,
    });
  }
}
