import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../core/errors";
import { isStateFile, tracksSomething } from "./local-state";
import { displayPath, STACKS_FOLDER, type OutputPaths } from "./output-paths";
import {
  flushFile,
  flushFolder,
  foldersAbove,
  lstatIfThere,
  readTextIfThere,
  removeIfEmpty,
  removeIfPossible,
  sha256Of,
  staysInside,
} from "./tree";

/** All that a publish does to the output folder; paths from there, each step harmless when done twice. */
export interface Plan {
  readonly removeFiles: readonly string[];
  readonly removeTrees: readonly string[];
  /** Only those that are empty by then. */
  readonly removeFolders: readonly string[];
  /** Files to move from the staging folder, in this order, each with what it holds. None: nothing changes. */
  readonly put: readonly { readonly file: string; readonly sha256: string }[];
}

export interface CarryOutOptions {
  /** The cdktf CLI dies when a folder that it listed before the run is gone after it. */
  readonly keepStackFolders: boolean;
}

/** Moves a staged synth into the output folder. From the moment the journal has its name, it will be finished. */
export function commit(places: OutputPaths, plan: Plan, options: CarryOutOptions): void {
  if (plan.put.length === 0) return;
  const files = plan.put.map(({ file }) => file);
  for (const file of files) flushFile(path.join(places.staged, file));
  for (const folder of foldersOf(files)) flushFolder(path.join(places.staged, folder));
  openJournal(places, plan);
  carryOut(places, plan, options);
}

/** Finishes what an interrupted run began; nothing to do where no journal is open. */
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

/** Each step looks at what is there, so that a second run after a kill does the rest and no harm. */
function carryOut(places: OutputPaths, plan: Plan, { keepStackFolders }: CarryOutOptions): void {
  const { outdir, staged } = places;
  for (const file of plan.removeFiles) {
    if (lstatIfThere(path.join(outdir, file))?.isDirectory() !== false) continue; // gone, or new files are in its place
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
    // the journal appears in one step, so somebody edited it
  }
  throw notFinishable(places, "a journal that synth did not write");
}

const stagedIsGone = (places: OutputPaths): UserError =>
  notFinishable(places, `an interrupted publish whose files are gone from ${displayPath(places.staged)}`);

/** Without its manifest the output is refused by readers (`published.ts`), as it was while the journal was open. */
const notFinishable = ({ journal, manifest }: OutputPaths, got: string): UserError =>
  new UserError(
    `${displayPath(journal)}: got ${got}, expected to finish it; delete it and ${displayPath(manifest)}, and then synthesize ` +
      "every environment at once",
  );

export const isOpen = ({ journal }: OutputPaths): boolean => lstatIfThere(journal) !== undefined;
