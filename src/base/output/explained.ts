import * as path from "node:path";
import { UserError, userError } from "../errors";
import { errorCode } from "../fs-errors";
import { ofWrites } from "../error-meanings.json";
import { own } from "../own";
import { displayPath } from "../files";
import { type OutputPaths } from "./paths";

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
  const meaning = writeMeaning(error);
  const where = pathOf(error) ?? (DISK_FULL.includes(code) ? places.staged : undefined);
  if (meaning === undefined || where === undefined) return error;
  if (!concerns(places, path.resolve(where))) return error;
  const { got, fix } = meaning;
  return userError({
    place: displayPath(where),
    got,
    expected: "a writable path",
    fix: `${fix} (${left})`,
    cause: error,
  });
}

/** Cause and fix of an error of a write; undefined for a bug. A missing file is a bug, and a folder that cannot be created is not. */
export function writeMeaning(error: unknown): { readonly got: string; readonly fix: string } | undefined {
  const code = errorCode(error) ?? "";
  if (error instanceof UserError || (code === "ENOENT" && !isOfFolder(error))) return undefined;
  const [got, fix] = own<readonly string[]>(ofWrites, code) ?? [];
  return got === undefined || fix === undefined ? undefined : { got: `${got} (${code})`, fix };
}

/** True for an error of creating a folder. */
export const isOfFolder = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.syscall === "mkdir";

/** Path in the error. For a rename it is the target, which the user knows. */
function pathOf(error: unknown): string | undefined {
  const { dest, path: source } = (error ?? {}) as { readonly dest?: string; readonly path?: string };
  return dest ?? source;
}

const concerns = ({ outdir, staged, lock, journal }: OutputPaths, target: string): boolean =>
  [staged, lock, journal].some((ours) => target.startsWith(ours)) ||
  target === outdir ||
  target.startsWith(outdir + path.sep) ||
  outdir.startsWith(target + path.sep);
