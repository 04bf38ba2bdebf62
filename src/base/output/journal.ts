import * as fs from "node:fs";
import * as path from "node:path";
import { type UserError, userError } from "../errors";
import { isStateFile, tracksSomething } from "./local-state";
import { type OutputPaths } from "./paths";
import { lstatIfThere, readTextIfThere, removeIfPossible, staysInside, displayPath } from "../files";
import { STACKS_FOLDER } from "../stack-files";
import { foldersAbove, flushFile, flushFolder, removeIfEmpty } from "./tree";
import { sha256Of } from "../digests";

/** All changes of a commit. Paths are relative to the output folder. Each step is idempotent. */
export interface Plan {
  readonly removeFiles: readonly string[];
  readonly removeTrees: readonly string[];
  /** Folders to remove if they are empty after the other removals. */
  readonly removeFolders: readonly string[];
  /** Files to move from the staging folder, in this order, with their checksums. Empty if nothing changes. */
  readonly put: readonly { readonly file: string; readonly sha256: string }[];
}

export interface CarryOutOptions {
  /** Keeps empty stack folders: the cdktf CLI fails if a folder that it listed before the run no longer exists. */
  readonly keepStackFolders: boolean;
}

/** Moves a staged synth into the output folder. Once the journal has its name, this run or the next one finishes it. */
export function commit(places: OutputPaths, plan: Plan, options: CarryOutOptions): void {
  if (plan.put.length === 0) return;
  const files = plan.put.map(({ file }) => file);
  for (const file of files) flushFile(path.join(places.staged, file));
  for (const folder of foldersOf(files)) flushFolder(path.join(places.staged, folder));
  openJournal(places, plan);
  carryOut(places, plan, options);
}

/** Finishes the commit of an interrupted run. Does nothing without an open journal. */
export function rollForward(places: OutputPaths, options: CarryOutOptions): void {
  fs.rmSync(draftOf(places), { force: true });
  const text = readTextIfThere(places.journal);
  if (text !== undefined) carryOut(places, parse(places, text), options);
}

function openJournal(places: OutputPaths, plan: Plan): void {
  const draft = draftOf(places);
  try {
    fs.writeFileSync(draft, `${JSON.stringify(plan)}\n`);
    flushFile(draft);
    fs.renameSync(draft, places.journal);
  } catch (error) {
    fs.rmSync(draft, { force: true });
    throw error;
  }
  flushFolder(places.parent);
}

const draftOf = ({ journal }: OutputPaths): string => `${journal}.draft`;

/** Each step checks the current files, so that a run after a kill completes the commit. */
function carryOut(places: OutputPaths, plan: Plan, { keepStackFolders }: CarryOutOptions): void {
  const { outdir, staged } = places;
  for (const file of plan.removeFiles) {
    if (lstatIfThere(path.join(outdir, file))?.isDirectory() !== false) continue; // removed, or replaced by a folder
    if (isStateFile(file) && tracksSomething(outdir, file)) continue; // Terraform ran since the plan
    fs.rmSync(path.join(outdir, file));
  }
  for (const tree of plan.removeTrees) removeIfPossible(path.join(outdir, tree));
  for (const folder of plan.removeFolders) {
    const isOfStack = path.posix.dirname(folder) === STACKS_FOLDER;
    if (!isOfStack || !keepStackFolders) removeIfEmpty(path.join(outdir, folder));
  }
  for (const { file, sha256 } of plan.put) {
    const [source, target] = [path.join(staged, file), path.join(outdir, file)];
    if (lstatIfThere(source) !== undefined) {
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.renameSync(source, target);
    } else if (lstatIfThere(target)?.isFile() !== true || sha256Of(target) !== sha256) {
      throw stagedIsGone(places);
    }
  }
  for (const folder of foldersOf([
    ...plan.put.map(({ file }) => file),
    ...plan.removeFiles,
    ...plan.removeFolders,
  ])) {
    if (lstatIfThere(path.join(outdir, folder)) !== undefined) flushFolder(path.join(outdir, folder));
  }
  fs.rmSync(places.journal);
  flushFolder(places.parent);
}

const foldersOf = (files: readonly string[]): string[] => [...new Set(["", ...files.flatMap(foldersAbove)])];

function parse(places: OutputPaths, text: string): Plan {
  try {
    const plan = JSON.parse(text) as Plan;
    const paths = [
      ...plan.removeFiles,
      ...plan.removeTrees,
      ...plan.removeFolders,
      ...plan.put.map((p) => p.file),
    ];
    if (paths.every(staysInside)) return plan;
  } catch {
    // the journal is written atomically, so it was edited
  }
  throw notFinishable(places, "a journal that synth did not write");
}

const stagedIsGone = (places: OutputPaths): UserError =>
  notFinishable(places, `an interrupted commit whose files are missing from ${displayPath(places.staged)}`);

/** The fix deletes the manifest too: without it readers refuse the output (`read-output.ts`), as with an open journal. */
const notFinishable = ({ journal, manifest }: OutputPaths, got: string): UserError =>
  userError({
    place: displayPath(journal),
    got,
    expected: "a commit that this run can finish",
    fix: `delete it and ${displayPath(manifest)}, and then synthesize all environments in one run`,
  });

export const isOpen = ({ journal }: OutputPaths): boolean => lstatIfThere(journal) !== undefined;
