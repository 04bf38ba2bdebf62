import * as path from "node:path";
import { UserError } from "../core/errors";
import { displayPath, type OutputPaths } from "./output-paths";

/** What went wrong, and what helps, for each error of the operating system that a user can mend. */
const MEANINGS: Readonly<Record<string, readonly [got: string, fix: string]>> = {
  ENOSPC: ["a full disk", "free some space and run it again"],
  EDQUOT: ["a full disk quota", "free some space and run it again"],
  EFBIG: ["a file above the size limit", "raise the limit (ulimit -f) and run it again"],
  EACCES: ["permission denied", "give yourself the right to write there, or choose another output folder"],
  EPERM: ["permission denied", "give yourself the right to write there, or choose another output folder"],
  EROFS: ["a read-only file system", "choose another output folder"],
  ENOTDIR: ["a file where a folder is needed", "move that file away"],
  EEXIST: ["a file that is in the way", "move that file away"],
  EISDIR: ["a folder where a file is needed", "move that folder away"],
  ENOTEMPTY: ["a folder that is not empty", "move what is in it away"],
  EXDEV: ["a place on another file system", "choose an output folder that is no mount point"],
  ELOOP: ["a loop of symbolic links", "remove the loop"],
  ENAMETOOLONG: ["a path that is too long", "choose an output folder with a shorter path"],
  EMFILE: ["too many open files", "raise the limit (ulimit -n) and run it again"],
  ENFILE: ["too many open files", "close other programs and run it again"],
  EBUSY: ["a file in use", "close the program that uses it and run it again"],
  EIO: ["a failing disk", "check the disk"],
};

/** Node names no path where a write fails, so these are known by their code alone. */
const DISK_FULL: readonly string[] = ["ENOSPC", "EDQUOT", "EFBIG"];

/** The name of an operating system's error, such as ENOENT. */
export const errorCode = (error: unknown): string | undefined => textOf(error, "code");

/**
 * One line for a problem of the file system in the folders of a publish. Anything else (a fault of the program,
 * an error in a file that synth reads) comes back as it is.
 *
 * @param left what the failure leaves behind, so that nobody has to wonder
 */
export function explained(error: unknown, places: OutputPaths, left: string): unknown {
  const code = errorCode(error) ?? "";
  const meaning = MEANINGS[code];
  const where = pathOf(error) ?? (DISK_FULL.includes(code) ? places.staged : undefined);
  if (error instanceof UserError || meaning === undefined || where === undefined) return error;
  if (!concerns(places, path.resolve(where))) return error;
  const [got, fix] = meaning;
  return new UserError(
    `${displayPath(where)}: got ${got} (${code}), expected to write there; ${fix} (${left})`,
    {
      cause: error,
    },
  );
}

/** The path that the operating system complained about: of a rename its target, which is what the user knows. */
const pathOf = (error: unknown): string | undefined => textOf(error, "dest") ?? textOf(error, "path");

/** Asks no class: an error may come from another realm, as under jest. */
function textOf(error: unknown, property: string): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value = (error as Record<string, unknown>)[property];
  return typeof value === "string" ? value : undefined;
}

const concerns = ({ outdir, staged, lock, journal }: OutputPaths, target: string): boolean =>
  [staged, lock, journal].some((ours) => target.startsWith(ours)) ||
  target === outdir ||
  target.startsWith(outdir + path.sep) ||
  outdir.startsWith(target + path.sep);
