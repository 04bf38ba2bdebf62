import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../core/errors";
import { errorCode, explained } from "./fs-errors";
import { commit, isOpen, rollForward } from "./journal";
import { withLock } from "./lock";
import { MANIFEST_NAME, outputPathsOf, displayPath, type OutputPaths } from "./output-paths";
import { planPublish, type PlanOptions, type PublishReport } from "./plan";
import { lstatIfThere, removeIfPossible } from "./tree";

export type { PublishReport } from "./plan";

export interface PublishRequest extends PlanOptions {
  /** Folder that is published, e.g. `cdktf.out`. */
  readonly outdir: string;
  /** Writes a whole synth (`manifest.json`, `stacks/<name>/...`) into a folder. If it throws, nothing changes. */
  readonly write: (staged: string) => void;
}

/**
 * Publishes a synth so that the output folder never holds half of one (decisions/0003). A run that was killed
 * half way is finished first; a run beside another one fails.
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
    throw new UserError(`${displayPath(outdir)}: got a file, expected a folder to publish to; move it away`);
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

/** A folder that nobody published to may be anybody's: a mistyped one must not fill up with stacks. */
function refuseForeignFolder({ outdir, manifest, record }: OutputPaths): void {
  if ([manifest, record].some((file) => lstatIfThere(file) !== undefined)) return;
  if (lstatIfThere(outdir) === undefined || fs.readdirSync(outdir).length === 0) return;
  throw new UserError(
    `${displayPath(outdir)}: got a folder with files and no ${MANIFEST_NAME}, expected an empty one or that of an ` +
      "earlier synth; choose another output folder, or move its files away",
  );
}

/** A bind mount shows no other device number, but no rename gets into it. Asked with a name that does not exist. */
function refuseMountPoint({ staged, outdir }: OutputPaths): void {
  try {
    fs.renameSync(path.join(staged, "no-such-file"), path.join(outdir, "no-such-file"));
  } catch (error) {
    if (errorCode(error) !== "EXDEV") return;
    throw new UserError(
      `${displayPath(outdir)}: got a mount point of its own, expected a folder of the file system that holds ` +
        `${path.dirname(displayPath(outdir))}; choose a folder in it, for example CDKTF_OUTDIR=${displayPath(path.join(outdir, "synth"))}`,
    );
  }
}

const whatIsLeft = (places: OutputPaths): string =>
  isOpen(places)
    ? "the publish is half done, and the next run finishes it"
    : `${displayPath(places.outdir)} is as it was`;
