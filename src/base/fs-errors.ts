import meanings from "./error-meanings.json";
import { own } from "./own";

/** Code of an operating system error, such as ENOENT. Does not use `instanceof`: under jest, an error may come from another realm. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/** The cause that a file is not readable, such as `a folder where a file is expected (EISDIR)`; undefined for a bug. */
export function readMeaning(error: unknown): string | undefined {
  const code = errorCode(error) ?? "";
  const meaning = own<readonly string[]>(meanings.ofReads, code);
  return meaning && `${meaning[0]} (${code})`;
}
