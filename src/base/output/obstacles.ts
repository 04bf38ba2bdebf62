import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "../fs-errors";
import type { Plan } from "./journal";
import { LOCK_NAME } from "../provider-lock";
import { type UserError, userError } from "../errors";
import { lstatIfThere, displayPath } from "../files";
import { foldersAbove } from "./tree";

/**
 * Finds everything that blocks a commit, with one error for each obstacle: files that synth did not
 * write and would overwrite, and folders without write access. This runs before the first change,
 * so a blocked commit changes nothing.
 */
export function findObstacles(outdir: string, plan: Plan, isOurs: (file: string) => boolean): UserError[] {
  const goes = new Set([...plan.removeFiles, ...plan.removeFolders]);
  const files = plan.put.map(({ file }) => file);
  const folders = new Set([...files, ...plan.removeFiles].map((file) => foldersAbove(file)[0] ?? ""));
  const errors = [
    ...[...folders].map((folder) => folderObstacle(outdir, folder, goes)),
    ...files.map((file) => fileObstacle(outdir, file, goes, isOurs)),
  ].filter((error) => error !== undefined);
  // several new folders may have the same obstacle
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}

/** Checks the folder or, if it does not exist yet, the nearest existing folder above it. */
function folderObstacle(outdir: string, folder: string, goes: ReadonlySet<string>): UserError | undefined {
  const nearest = [folder, ...foldersAbove(folder), ""].find(
    (name) => !goes.has(name) && lstatIfThere(path.join(outdir, name)) !== undefined,
  );
  if (nearest === undefined) return undefined;
  const target = path.join(outdir, nearest);
  if (fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return obstacle(target, "a file that synth did not write", "a folder");
  }
  try {
    fs.accessSync(target, fs.constants.W_OK | fs.constants.X_OK);
    return undefined;
  } catch (error) {
    const got = `a folder without write access (${errorCode(error)})`;
    return obstacle(target, got, "a writable folder", "grant write access, or choose another output folder");
  }
}

const obstacle = (target: string, got: string, expected: string, fix = "move it away"): UserError =>
  userError({ place: displayPath(target), got, expected, fix });

function fileObstacle(
  outdir: string,
  file: string,
  goes: ReadonlySet<string>,
  isOurs: (file: string) => boolean,
): UserError | undefined {
  const target = path.join(outdir, file);
  const stat = lstatIfThere(target);
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) {
    return isEmptied(outdir, file, goes)
      ? undefined
      : obstacle(target, "a folder that synth did not create", "a file");
  }
  // `terraform init` wrote a lock before the folder of locks had one for this stack, and reads the new one.
  if (isOurs(file) || (path.posix.basename(file) === LOCK_NAME && stat.isFile())) return undefined;
  return obstacle(target, "a file that synth did not write", "no file, since synth writes to this path");
}

const isEmptied = (outdir: string, folder: string, goes: ReadonlySet<string>): boolean =>
  goes.has(folder) &&
  fs.readdirSync(path.join(outdir, folder), { withFileTypes: true }).every((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? isEmptied(outdir, name, goes) : goes.has(name);
  });
