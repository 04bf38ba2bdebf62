import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "./fs-errors";

/** A path for messages: relative if it is below the working directory. */
export function displayPath(target: string): string {
  const relative = path.relative(process.cwd(), target);
  return relative === "" || relative.startsWith("..") ? target : relative;
}

/** Every entry below a folder except folders, without following links; separated by `/`, sorted. */
export function listFiles(root: string, folder = ""): string[] {
  return fs
    .readdirSync(path.join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(root, name) : [name];
    })
    .sort();
}

export function lstatIfThere(target: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(target, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") return undefined; // a file has the path of its folder
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

/** False for a path that leaves its tree: records and journals are files that users can edit. */
export const staysInside = (file: string): boolean =>
  file !== "" && !path.isAbsolute(file) && !file.split(/[\\/]/).includes("..");

/** Removes files that are no longer needed. A failure is ignored, so that it cannot hide an earlier error. */
export function removeIfPossible(target: string): void {
  try {
    fs.rmSync(target, { recursive: true, force: true });
  } catch {
    // ignored on purpose
  }
}

/**
 * Creates a folder and those above it, one at a time. `mkdirSync` with `recursive` never ends on a file system that refuses
 * a folder with ENOENT, such as /proc.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let each = path.resolve(folder); !isThere(each); each = path.dirname(each)) missing.unshift(each);
  for (const each of missing) makeOne(each);
  // a file has the path of the folder: the error names it
  if (missing.length === 0 && !fs.statSync(folder).isDirectory()) fs.mkdirSync(folder);
}

function isThere(target: string): boolean {
  try {
    return fs.statSync(target, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return false; // a file above it
    throw error;
  }
}

/** Another run may create the same folder at the same moment. */
function makeOne(folder: string): void {
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    const isDone = (error as NodeJS.ErrnoException).code === "EEXIST" && isThere(folder);
    if (!isDone || !fs.statSync(folder).isDirectory()) throw error;
  }
}
