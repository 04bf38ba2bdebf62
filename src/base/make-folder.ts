import * as fs from "node:fs";
import * as path from "node:path";

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
