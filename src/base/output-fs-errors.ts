import * as path from "node:path";
import { UserError, userError } from "./errors";
import { errorCode, textOf } from "./fs-errors";
import { displayPath, type OutputPaths } from "./output-paths";

/** Cause and fix of each operating system error that a user can resolve. */
const MEANINGS: Readonly<Record<string, readonly [got: string, fix: string]>> = {
  ENOSPC: ["a full disk", "free disk space and run the command again"],
  EDQUOT: ["a full disk quota", "free disk space and run the command again"],
  EFBIG: ["a file above the size limit", "raise the limit (ulimit -f) and run the command again"],
  EACCES: ["permission denied", "grant write access, or choose another output folder"],
  EPERM: ["permission denied", "grant write access, or choose another output folder"],
  EROFS: ["a read-only file system", "choose another output folder"],
  ENOENT: ["a path in which no folder can be created", "choose another output folder"],
  ENOTDIR: ["a file where a folder is needed", "move the file away"],
  EEXIST: ["an existing file", "move the file away"],
  EISDIR: ["a folder where a file is needed", "move the folder away"],
  ENOTEMPTY: ["a folder that is not empty", "move its files away"],
  EXDEV: ["a path on another file system", "choose an output folder that is not a mount point"],
  ELOOP: ["a loop of symbolic links", "remove the loop"],
  ENAMETOOLONG: ["a path that is too long", "choose an output folder with a shorter path"],
  EMFILE: ["too many open files", "raise the limit (ulimit -n) and run the command again"],
  ENFILE: ["too many open files", "close other programs and run the command again"],
  EBUSY: ["a file in use", "close the program that uses it and run the command again"],
  EIO: ["a failing disk", "check the disk"],
};

/** Node.js reports no path for a failed write, so these errors are recognized by code. */
const DISK_FULL: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * Turns a file system error in the output folder, or in the files beside it, into a one-line UserError. Returns other
 * errors unchanged: bugs, and errors in files that synth reads.
 *
 * @param left state of the output folder after the failure
 */
export function explained(error: unknown, places: OutputPaths, left: string): unknown {
  const code = errorCode(error) ?? "";
  const meaning = meaningOf(error);
  const where = pathOf(error) ?? (DISK_FULL.includes(code) ? places.staged : undefined);
  if (error instanceof UserError || meaning === undefined || where === undefined) return error;
  if (!concerns(places, path.resolve(where))) return error;
  const [got, fix] = meaning;
  return userError({
    place: displayPath(where),
    got: `${got} (${code})`,
    expected: "a writable path",
    fix: `${fix} (${left})`,
    cause: error,
  });
}

/**
 * A file system error at a path that the user gave, as a one-line UserError. Returns other errors unchanged: bugs.
 *
 * @param fix action that resolves the error
 */
export function explainedAt(error: unknown, place: string, fix: string): unknown {
  const meaning = meaningOf(error);
  if (error instanceof UserError || meaning === undefined) return error;
  return userError({
    place,
    got: `${meaning[0]} (${errorCode(error)})`,
    expected: "a writable path",
    fix: `${fix}; nothing was written`,
    cause: error,
  });
}

/** A missing file is a bug; a folder that cannot be created is not. */
const meaningOf = (error: unknown): (typeof MEANINGS)[string] | undefined =>
  errorCode(error) === "ENOENT" && !isOfFolder(error) ? undefined : MEANINGS[errorCode(error) ?? ""];

/** True for an error of creating a folder. */
export const isOfFolder = (error: unknown): boolean => textOf(error, "syscall") === "mkdir";

/** Path in the error. For a rename it is the target, which the user knows. */
const pathOf = (error: unknown): string | undefined => textOf(error, "dest") ?? textOf(error, "path");

const concerns = ({ outdir, staged, lock, journal }: OutputPaths, target: string): boolean =>
  [staged, lock, journal].some((ours) => target.startsWith(ours)) ||
  target === outdir ||
  target.startsWith(outdir + path.sep) ||
  outdir.startsWith(target + path.sep);
