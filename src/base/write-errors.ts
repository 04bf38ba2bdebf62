import { userError } from "./errors";
import { writeMeaning } from "./output/explained";

/**
 * A file system error at a path that the user gave, as a one-line UserError. Returns other errors unchanged: bugs.
 *
 * @param fix action that resolves the error
 */
export function explainedAt(error: unknown, place: string, fix: string): unknown {
  const meaning = writeMeaning(error);
  if (meaning === undefined) return error;
  return userError({
    place,
    got: meaning.got,
    expected: "a writable path",
    fix: `${fix}; nothing was written`,
    cause: error,
  });
}
