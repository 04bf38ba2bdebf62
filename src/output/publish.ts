import * as fs from "node:fs";
import * as path from "node:path";
import { userError } from "../core/errors";
import { errorCode, explained } from "./fs-errors";
import { commit, isOpen, rollForward } from "./journal";
import { withLock } from "./lock";
import { MANIFEST_NAME, outputPathsOf, displayPath, type OutputPaths } from "./output-paths";
import { planPublish, type PlanOptions, type PublishReport } from "./plan";
import { lstatIfThere, removeIfPossible } from "./tree";

export type { PublishReport } from "./plan";

export interface PublishRequest extends PlanOptions {
  /** Output folder, such as `cdktf.out`. */
  readonly outdir: string;
  /** Writes a complete synth (`manifest.json`, `stacks/<name>/...`) into a folder. If it throws, nothing changes. */
  readonly write: (staged: string) => void;
}

/**
 * Stages a synth and commits it to the output folder, so that readers never see a part of it (decisions/0003). First
 * finishes the commit of an interrupted run. Fails while another run writes to the folder.
 */
export function publish(request: PublishRequest): PublishReport {
  const places = outputPathsOf(request.outdir);
  try {
    prepare(places);
    return withLock(places, () => publishLocked(places, request));
  } catch (error) {
    throw explained(error, places, whatIsLeft(places));
  }
}

function prepare({ outdir, parent }: OutputPaths): void {
  fs.mkdirSync(parent, { recursive: true });
  if (lstatIfThere(outdir)?.isDirectory() === false) {
    throw userError({
      place: displayPath(outdir),
      got: "a file",
      expected: "a folder for the output",
      fix: "move the file away, or choose another output folder",
    });
  }
}

function publishLocked(places: OutputPaths, { write, ...options }: PublishRequest): PublishReport {
  const carryOut = { keepStackFolders: options.underCdktfCli };
  rollForward(places, carryOut);
  refuseForeignFolder(places);
  fs.rmSync(places.staged, { recursive: true, force: true });
  fs.mkdirSync(places.staged);
  try {
    refuseMountPoint(places);
    write(places.staged);
    const { plan, report } = planPublish(places, options);
    commit(places, plan, carryOut);
    return report;
  } finally {
    if (!isOpen(places)) removeIfPossible(places.staged);
  }
}

/** A folder that synth has not written to may have another purpose: a mistyped path must not fill it with stacks. */
function refuseForeignFolder({ outdir, manifest, record }: OutputPaths): void {
  if ([manifest, record].some((file) => lstatIfThere(file) !== undefined)) return;
  if (lstatIfThere(outdir) === undefined || fs.readdirSync(outdir).length === 0) return;
  throw userError({
    place: displayPath(outdir),
    got: `a folder with files and no ${MANIFEST_NAME}`,
    expected: "an empty folder or the output of an earlier synth",
    fix: "choose another output folder, or move the files away",
  });
}

/**
 * A bind mount has the device number of its file system, but a rename into it fails. The test renames a file that does
 * not exist.
 */
function refuseMountPoint({ staged, outdir }: OutputPaths): void {
  try {
    fs.renameSync(path.join(staged, "no-such-file"), path.join(outdir, "no-such-file"));
  } catch (error) {
    if (errorCode(error) !== "EXDEV") return;
    throw userError({
      place: displayPath(outdir),
      got: "a mount point",
      expected: `a folder on the file system of ${path.dirname(displayPath(outdir))}`,
      fix: `choose a folder inside it, such as CDKTF_OUTDIR=${displayPath(path.join(outdir, "synth"))}`,
    });
  }
}

const whatIsLeft = (places: OutputPaths): string =>
  isOpen(places)
    ? "the commit is incomplete, and the next run finishes it"
    : `${displayPath(places.outdir)} is unchanged`;
