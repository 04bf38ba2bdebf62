import { type UserError, userError } from "./errors";

/** Code of an operating system error, such as ENOENT. */
export const errorCode = (error: unknown): string | undefined => textOf(error, "code");

/** A text of an error. Does not use `instanceof`: under jest, an error may come from another realm. */
export function textOf(error: unknown, property: string): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value = (error as Record<string, unknown>)[property];
  return typeof value === "string" ? value : undefined;
}

/** The cause of an operating system error at a path, and its fix. */
const MEANINGS: Readonly<Record<string, readonly [got: string, fix: string]>> = {
  ENOENT: ["no such file or folder", "name one that exists, and keep it while the command runs"],
  EISDIR: ["a folder where a file is expected", "move the folder away, or name a file"],
  ENOTDIR: ["a file where a folder is expected", "move the file away, or name a folder"],
  EACCES: ["permission denied", "grant access to it"],
  EPERM: ["permission denied", "grant access to it"],
  EROFS: ["a read-only file system", "name another path"],
  ELOOP: ["a loop of symbolic links", "remove the loop"],
  ENAMETOOLONG: ["a path that is too long", "name a shorter one"],
  ENOSPC: ["a full disk", "free disk space"],
  EDQUOT: ["a full disk quota", "free disk space"],
  ERR_FS_FILE_TOO_LARGE: ["a file of more than 2 GiB", "name a smaller one"],
  ERR_STRING_TOO_LONG: ["a file of more than 512 MiB", "name a smaller one"],
  EFBIG: ["a file above the size limit", "raise the limit (ulimit -f)"],
  EMFILE: ["too many open files", "raise the limit (ulimit -n)"],
  ENFILE: ["too many open files", "close other programs"],
  EEXIST: ["an existing file", "move it away"],
  ENOTEMPTY: ["a folder that is not empty", "move its files away"],
  EBUSY: ["a file in use", "close the program that uses it"],
  EIO: ["a failing disk", "check the disk"],
};

const meaningOf = (error: unknown): (typeof MEANINGS)[string] | undefined => MEANINGS[errorCode(error) ?? ""];

/** The cause that a file is not readable, such as `a folder where a file is expected (EISDIR)`; undefined for a bug. */
export function readMeaning(error: unknown): string | undefined {
  const meaning = meaningOf(error);
  return meaning && `${meaning[0]} (${errorCode(error)})`;
}

/**
 * An operating system error that no reader or writer has explained, as a message for users. Undefined for other errors, which are
 * bugs. An error of a write has no path.
 */
export function systemError(error: unknown): UserError | undefined {
  const meaning = meaningOf(error);
  const call = textOf(error, "syscall");
  if (meaning === undefined || call === undefined) return undefined;
  return userError({
    place: textOf(error, "dest") ?? textOf(error, "path") ?? "file system",
    got: `${meaning[0]} (${errorCode(error)} of ${call})`,
    expected: "a path that this command can read and write",
    fix: `${meaning[1]}, and run the command again`,
    cause: error,
  });
}
