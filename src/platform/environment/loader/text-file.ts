import { readFileSync, statSync } from "node:fs";
import { printable } from "./problems";

/** Far larger than any environment, and than any text that AWS or Kubernetes accepts. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Reason that a file is no text: its kind, size, encoding, or an error of the system. */
export type Unreadable = "kind" | "size" | "encoding" | "system";

/** The text of a file, or why there is none, with the file in words. */
export type TextFile = { readonly text: string } | { readonly why: Unreadable; readonly got: string };

/** Reads a file in UTF-8, without a byte order mark. */
export function readTextFile(path: string): TextFile {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) return { why: "kind", got: stat.isDirectory() ? "a folder" : "a special file" };
    if (stat.size > MAX_FILE_BYTES) return { why: "size", got: `${Math.ceil(stat.size / 1024)} KiB` };
    // It fails on bytes that are not UTF-8 instead of replacing them.
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return codeOf(error) === "ERR_ENCODING_INVALID_ENCODED_DATA"
      ? { why: "encoding", got: "bytes that are not UTF-8" }
      : { why: "system", got: reason(error) };
  }
}

/** Why a file or folder cannot be read, in words. */
export function reason(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case "ENOENT":
      return "a path that does not exist";
    case "ENOTDIR":
      return "a path that is not a folder";
    case "EACCES":
    case "EPERM":
      return "no permission to read it";
    default:
      return printable(code ?? String(error));
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
