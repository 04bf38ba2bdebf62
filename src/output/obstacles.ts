import * as fs from "node:fs";
import * as path from "node:path";
import { errorCode } from "./fs-errors";
import type { Plan } from "./journal";
import { displayPath } from "./output-paths";
import { foldersAbove, lstatIfThere } from "./tree";

/**
 * What stands in the way of a plan, one line each: files that synth did not write and would overwrite, folders
 * where it may not write. Found before the first change, so that a publish either does not start or ends.
 */
export function findObstacles(outdir: string, plan: Plan, isOurs: (file: string) => boolean): string[] {
  const goes = new Set([...plan.removeFiles, ...plan.removeFolders]);
  const files = plan.put.map(({ file }) => file);
  const folders = new Set([...files, ...plan.removeFiles].map((file) => foldersAbove(file)[0] ?? ""));
  const lines = [
    ...[...folders].map((folder) => folderObstacle(outdir, folder, goes)),
    ...files.map((file) => fileObstacle(outdir, file, goes, isOurs)),
  ];
  return [...new Set(lines)].filter((line) => line !== undefined);
}

/** Looks at the folder or, where it is still to be made, at the nearest one above it. */
function folderObstacle(outdir: string, folder: string, goes: ReadonlySet<string>): string | undefined {
  const nearest = [folder, ...foldersAbove(folder), ""].find(
    (name) => !goes.has(name) && lstatIfThere(path.join(outdir, name)) !== undefined,
  );
  if (nearest === undefined) return undefined;
  const target = path.join(outdir, nearest);
  if (fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return `${displayPath(target)}: got a file that synth did not write, expected a folder; move it away`;
  }
  try {
    fs.accessSync(target, fs.constants.W_OK | fs.constants.X_OK);
    return undefined;
  } catch (error) {
    return (
      `${displayPath(target)}: got a folder without the right to write (${errorCode(error)}), expected to write there; ` +
      "give yourself that right, or choose another output folder"
    );
  }
}

function fileObstacle(
  outdir: string,
  file: string,
  goes: ReadonlySet<string>,
  isOurs: (file: string) => boolean,
): string | undefined {
  const target = path.join(outdir, file);
  const stat = lstatIfThere(target);
  if (stat === undefined) return undefined;
  if (stat.isDirectory()) {
    return isEmptied(outdir, file, goes)
      ? undefined
      : `${displayPath(target)}: got a folder that synth did not make, expected a file; move it away`;
  }
  return isOurs(file)
    ? undefined
    : `${displayPath(target)}: got a file that synth did not write, expected nothing where it writes now; move it away`;
}

const isEmptied = (outdir: string, folder: string, goes: ReadonlySet<string>): boolean =>
  goes.has(folder) &&
  fs.readdirSync(path.join(outdir, folder), { withFileTypes: true }).every((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? isEmptied(outdir, name, goes) : goes.has(name);
  });
