import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "./fs-errors";

/** Every entry below a folder that is not a folder itself, links not followed; `/`-separated, in byte order. */
export function listFiles(root: string, folder = ""): string[] {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, name) : [name];
    })
    .sort();
}

/** Names of the folders in a folder, none where it does not exist. A link to a folder is not one. */
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

export function lstatIfThere(target: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") return undefined; // a file stands where its folder would be
    throw error;
  }
}

export function readTextIfThere(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes(errorCode(error) ?? "")) return undefined;
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

export const sha256Of = (file: string): string =>
  createHash("sha256").update(fs.readFileSync(file)).digest("hex");

/** The folders above a file up to the root of its tree, nearest first: `a/b/c` gives `a/b`, `a`. */
export function foldersAbove(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

/** False for a path that leaves its tree; records and journals are files, which anybody may have edited. */
export const staysInside = (file: string): boolean =>
  file !== "" && !path.isAbsolute(file) && !file.split(/[\\/]/).includes("..");

export function flushFile(file: string): void {
  // a file may be read-only, and only Windows asks for more
  const descriptor = fs.openSync(file, process.platform === "win32" ? "r+" : "r");
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Makes the names in a folder last through a power cut, where the platform can (Windows cannot). */
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

/** An empty folder that cannot go (its parent is read-only, somebody uses it) does no harm. */
export function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch (error) {
    const expected = ["ENOENT", "ENOTDIR", "ENOTEMPTY", "EEXIST", "EACCES", "EPERM", "EBUSY"];
    if (!expected.includes(errorCode(error) ?? "")) throw error;
  }
}

/** For what nobody needs: it is no reason to fail, nor to hide the failure that went before. */
export function removeIfPossible(target: string): void {
  try {
    fs.rmSync(target, { recursive: true, force: true });
  } catch {
    // see above
  }
}
