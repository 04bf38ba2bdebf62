import * as fs from "node:fs";
import * as path from "node:path";
import { joinedErrors } from "../errors";
import type { Plan } from "./journal";
import { inspect, refuseIfCliWouldDelete, whyItStays, type Leftover } from "./leftover";
import { keptEntries, mergedManifest, parseStaged, readOldManifest, type CdkManifest } from "./manifest";
import { foreignIn } from "../loaded-files";
import { findObstacles } from "./obstacles";
import { RECORD_NAME, stackOf, printedRecord, outputPathsOf } from "./paths";
import { readRecord } from "../synth-record";
import { listFiles, lstatIfThere, readTextIfThere } from "../files";
import { MANIFEST_NAME, STACKS_FOLDER } from "../stack-files";
import { listFolders, hasSameBytes, foldersAbove } from "./tree";
import { sha256Of } from "../digests";

export interface CommitReport {
  /** Changed files, relative to the output folder. */
  written: string[];
  unchangedFiles: number;
  /** Stacks whose folder was removed. Under the cdktf CLI it was emptied, and the CLI removes it. */
  removedStacks: string[];
  /** Stacks that no longer exist but whose folder is kept. */
  keptStacks: { name: string; reason: string }[];
}

export interface CommitOptions {
  /** True for a stack of an environment that this run did not synthesize. Its folder and manifest entry are kept. */
  readonly isOutOfScope: (stack: string) => boolean;
  /** The CLI lists stack folders before the run. Afterwards it removes those that the manifest does not name. */
  readonly underCdktfCli: boolean;
}

/** Compares the staged synth with the output folder. Changes only the staging folder. */
export function planCommit(outdir: string, options: CommitOptions): { plan: Plan; report: CommitReport } {
  const places = outputPathsOf(outdir);
  const { staged } = places;
  const manifest = parseStaged(readTextIfThere(path.join(staged, MANIFEST_NAME)) ?? "");
  const old = readOldManifest(places, options.isOutOfScope);
  const kept = keptEntries(outdir, old, manifest, options.isOutOfScope);
  if (Object.keys(kept).length > 0) {
    fs.writeFileSync(path.join(staged, MANIFEST_NAME), mergedManifest(manifest, kept));
  }

  const fateOf = (stack: string): "written" | "untouched" | "gone" => {
    if (Object.hasOwn(manifest.stacks, stack)) return "written";
    if (Object.hasOwn(kept, stack)) return "untouched";
    return options.isOutOfScope(stack) && !options.underCdktfCli ? "untouched" : "gone";
  };
  const record = readRecord(outdir);
  const folders = listFolders(path.join(outdir, STACKS_FOLDER));
  const leftovers = folders
    .filter((stack) => fateOf(stack) === "gone")
    .map((stack) => inspect(outdir, stack, record.isOurs));
  if (options.underCdktfCli) refuseIfCliWouldDelete(places, leftovers);
  const gone = leftovers.filter((leftover) => wasAStack(leftover, old));

  const files = listFiles(staged);
  const { obsolete, inherited } = sortOldFiles(
    record.files,
    new Set(files),
    fateOf,
    folders.some((stack) => fateOf(stack) === "untouched"),
  );
  const present = obsolete.filter((file) => lstatIfThere(path.join(outdir, file))?.isDirectory() === false);
  const ofState = gone.filter(({ state }) => state.length > 0).flatMap(({ synthesized }) => synthesized);
  const earlier = [...inherited, ...ofState].map((file): [string, string] => [
    file,
    record.digests.get(file) ?? digestIfThere(path.join(outdir, file)),
  ]);
  const now = files.map((file): [string, string] => [file, sha256Of(path.join(staged, file))]);
  fs.writeFileSync(path.join(staged, RECORD_NAME), printedRecord(new Map([...earlier, ...now])));

  const isChanged = (file: string) => !hasSameBytes(path.join(staged, file), path.join(outdir, file));
  const written = files.filter(isChanged);
  const plan = withManifestLast(staged, {
    removeFiles: [...present, ...gone.flatMap(({ disposable }) => disposable)],
    removeTrees: gone.flatMap(({ caches }) => caches),
    removeFolders: [...foldersToPrune(present), ...gone.flatMap((leftover) => leftover.folders)],
    put: isChanged(RECORD_NAME) ? [...written, RECORD_NAME] : written,
  });
  const known = [...files, ...record.files];
  const obstacles = [
    ...findObstacles(outdir, plan, record.isOurs),
    ...folders
      .filter((stack) => fateOf(stack) === "written")
      .flatMap((stack) => foreignIn(path.join(outdir, STACKS_FOLDER, stack), ownFiles(stack, known)))
      .map(({ error }) => error),
  ];
  if (obstacles.length > 0) throw joinedErrors(obstacles);
  return { plan, report: { written, unchangedFiles: files.length - written.length, ...fates(gone) } };
}

/** Of a file that a synth without digests wrote. */
const digestIfThere = (file: string): string => (lstatIfThere(file)?.isFile() === true ? sha256Of(file) : "");

/** Files of a stack, relative to its folder. */
const ownFiles = (stack: string, files: readonly string[]): string[] =>
  files
    .filter((file) => stackOf(file) === stack)
    .map((file) => path.posix.relative(`${STACKS_FOLDER}/${stack}`, file));

/** False for a folder that the user created, which is kept, with Terraform's files in it. */
const wasAStack = (leftover: Leftover, old: CdkManifest): boolean =>
  leftover.synthesized.length > 0 || Object.hasOwn(old.stacks, leftover.stack) || leftover.isEmpty;

/** Splits the files that an earlier synth wrote and this one did not into obsolete files and files to keep. */
function sortOldFiles(
  files: readonly string[],
  written: ReadonlySet<string>,
  fateOf: (stack: string) => "written" | "untouched" | "gone",
  isPartial: boolean,
): { obsolete: string[]; inherited: string[] } {
  const obsolete: string[] = [];
  const inherited: string[] = [];
  for (const file of files) {
    if (written.has(file)) continue;
    const stack = stackOf(file);
    const fate = stack === undefined ? (isPartial ? "untouched" : "written") : fateOf(stack);
    if (fate === "written") obsolete.push(file);
    if (fate === "untouched") inherited.push(file);
  }
  return { obsolete, inherited };
}

/** Folders above removed files, deepest first, without the folders of stacks themselves. */
const foldersToPrune = (files: readonly string[]): string[] =>
  [...new Set(files.flatMap(foldersAbove))]
    .filter((folder) => folder !== STACKS_FOLDER && path.posix.dirname(folder) !== STACKS_FOLDER)
    .sort((a, b) => b.length - a.length);

/**
 * Every commit that changes a file also replaces the manifest, even with the same bytes. Readers detect by it that the
 * output changed while they were reading (`read-output.ts`).
 */
function withManifestLast(
  staged: string,
  steps: Record<Exclude<keyof Plan, "put">, string[]> & { put: string[] },
): Plan {
  const isIdle = Object.values(steps).every((paths) => paths.length === 0);
  const put = isIdle ? [] : [...steps.put.filter((file) => file !== MANIFEST_NAME), MANIFEST_NAME];
  return { ...steps, put: put.map((file) => ({ file, sha256: sha256Of(path.join(staged, file)) })) };
}

function fates(gone: readonly Leftover[]): Pick<CommitReport, "removedStacks" | "keptStacks"> {
  const removedStacks: string[] = [];
  const keptStacks: CommitReport["keptStacks"] = [];
  for (const leftover of gone) {
    const reason = whyItStays(leftover);
    if (reason === undefined) removedStacks.push(leftover.stack);
    else keptStacks.push({ name: leftover.stack, reason });
  }
  return { removedStacks, keptStacks };
}
