import { type UserError, userError } from "../errors";
import { errorCode } from "../fs-errors";
import { ofReads } from "../error-meanings.json";
import { own } from "../own";

/**
 * An operating system error that no reader or writer has explained, as a message for users. Undefined for other errors, which are
 * bugs. An error of a write has no path.
 */
export function systemError(error: unknown): UserError | undefined {
  const code = errorCode(error) ?? "";
  const [got, fix] = own<readonly string[]>(ofReads, code) ?? [];
  const { syscall, dest, path } = (error ?? {}) as { readonly [key in "syscall" | "dest" | "path"]?: string };
  if (got === undefined || syscall === undefined) return undefined;
  return userError({
    place: dest ?? path ?? "file system",
    got: `${got} (${code} of ${syscall})`,
    expected: "a path that this command can read and write",
    fix: `${fix ?? ""}, and run the command again`,
    cause: error,
  });
}
