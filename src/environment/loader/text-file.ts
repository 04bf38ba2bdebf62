import { readFileSync, statSync } from "node:fs";
import { errorCode, readMeaning } from "../../base/fs-errors";
import { printable } from "../problems";

/** Far larger than any environment, and than any text that AWS or Kubernetes accepts. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Reason that a file is no text: its kind, size, encoding, or an error of the system. */
export type Unreadable = "kind" | "size" | "encoding" | "system";

/** The text of a file, or why there is none, with the file in words. */
export type TextFile = { readonly text: string } | { readonly why: Unreadable; readonly got: string };

/** Reads a regular file of at most 1 MiB in UTF-8, without a byte order mark. */
export function readTextFile(path: string): TextFile {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { why: "kind", got: stat.isDirectory() ? "a folder" : "a special file" };
    if (stat.size > MAX_FILE_BYTES) return { why: "size", got: `${Math.ceil(stat.size / 1024)} KiB` };
  } catch (error) {
    return { why: "system", got: reason(error) };
  }
  try {
    // It fails on bytes that are not UTF-8 instead of replacing them.
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA"
      ? { why: "encoding", got: "bytes that are not UTF-8" }
      : { why: "system", got: reason(error) };
  }
}

/** Why a file or folder cannot be read, in words. */
export const reason = (error: unknown): string =>
  readMeaning(error) ?? printable(errorCode(error) ?? String(error));
