import * as fs from "node:fs";
import { errorCode } from "../fs-errors";
import { lstatIfThere } from "../files";

/** Names of the folders in a folder; empty if it does not exist. Links to folders do not count. */
export function listFolders(root: string): string[] {
  try {
    return fs
      .readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return [];
    throw error;
  }
}

export function hasSameBytes(a: string, b: string): boolean {
  const stat = lstatIfThere(b);
  return (
    stat?.isFile() === true &&
    stat.size === fs.statSync(a).size &&
    fs.readFileSync(a).equals(fs.readFileSync(b))
  );
}

/** Folders above a file up to the root of its tree, nearest first: `a/b`, `a` for `a/b/c`. */
export function foldersAbove(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

export function flushFile(file: string): void {
  // the file may be read-only, and only Windows requires write access to flush it
  const descriptor = fs.openSync(file, process.platform === "win32" ? "r+" : "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Flushes the entries of a folder to disk, so that they survive a power failure. Windows does not support this. */
export function flushFolder(folder: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(folder, "r");
    fs.fsyncSync(descriptor);
  } catch (error) {
    if (!["EISDIR", "EINVAL", "EPERM", "EACCES", "ENOTSUP"].includes(errorCode(error) ?? "")) throw error;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

/** Ignores an empty folder that cannot be removed (a read-only parent, a folder in use): it does no harm. */
export function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch (error) {
    const expected = ["ENOENT", "ENOTDIR", "ENOTEMPTY", "EEXIST", "EACCES", "EPERM", "EBUSY"];
    if (!expected.includes(errorCode(error) ?? "")) throw error;
  }
}
