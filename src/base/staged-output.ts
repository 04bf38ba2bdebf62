import * as fs from "node:fs";
import * as path from "node:path";
import { userError } from "./errors";
import { errorCode } from "./fs-errors";
import { explained } from "./output-fs-errors";
import { commit, isOpen, rollForward } from "./journal";
import { takeLock } from "./lock";
import { MANIFEST_NAME, outputPathsOf, displayPath, type OutputPaths } from "./output-paths";
import { makeFolder } from "./make-folder";
import { planCommit, type CommitOptions, type CommitReport } from "./plan";
import { lstatIfThere, removeIfPossible } from "./tree";

/**
 * A new output beside the current one, so that readers never see a part of it (docs/decisions/0003).
 *
 *     const output = StagedOutput.open("cdktf.out", false);
 *     try {
 *       …                         write a complete synth into `output.folder`, and check it
 *       output.commit(options);   replace the output folder
 *     } catch (error) {
 *       throw output.explained(error);
 *     } finally {
 *       output.close();
 *     }
 */
export class StagedOutput {
  private constructor(
    private readonly places: OutputPaths,
    private readonly release: () => void,
    private readonly underCdktfCli: boolean,
  ) {}

  /**
   * Takes the lock of an output folder, finishes the commit of an interrupted run, and creates an empty staging folder.
   * Fails while another run writes to the folder.
   *
   * @param underCdktfCli whether the cdktf CLI removes the folders of stacks that are gone
   */
  static open(outdir: string, underCdktfCli: boolean): StagedOutput {
    const places = outputPathsOf(outdir);
    try {
      prepare(places);
      const staged = new StagedOutput(places, takeLock(places), underCdktfCli);
      try {
        staged.begin();
        return staged;
      } catch (error) {
        staged.close();
        throw error;
      }
    } catch (error) {
      throw explained(error, places, stateOf(places));
    }
  }

  /** Folder for a complete synth: `manifest.json` and `stacks/<name>/…`. */
  get folder(): string {
    return this.places.staged;
  }

  /** Replaces the files of an earlier synth in the output folder with the staged ones. */
  commit({ isOutOfScope }: Pick<CommitOptions, "isOutOfScope">): CommitReport {
    const { places, underCdktfCli } = this;
    const { plan, report } = planCommit(places, { isOutOfScope, underCdktfCli });
    commit(places, plan, { keepStackFolders: underCdktfCli });
    return report;
  }

  /** A file system error of the output as a message for users; other errors unchanged. */
  explained(error: unknown): unknown {
    return explained(error, this.places, stateOf(this.places));
  }

  /** Removes the staging folder, unless a commit is unfinished, and releases the lock. */
  close(): void {
    try {
      try {
        if (!isOpen(this.places)) removeIfPossible(this.places.staged);
      } finally {
        this.release();
      }
    } catch (error) {
      throw this.explained(error);
    }
  }

  private begin(): void {
    const { places, underCdktfCli } = this;
    rollForward(places, { keepStackFolders: underCdktfCli });
    refuseForeignFolder(places);
    fs.rmSync(places.staged, { recursive: true, force: true });
    fs.mkdirSync(places.staged);
    refuseMountPoint(places);
  }
}

function prepare({ outdir, parent }: OutputPaths): void {
  makeFolder(parent);
  if (lstatIfThere(outdir)?.isDirectory() === false) {
    throw userError({
      place: displayPath(outdir),
      got: "a file",
      expected: "a folder for the output",
      fix: "move the file away, or choose another output folder",
    });
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

/** State of the output folder after a failure. */
const stateOf = (places: OutputPaths): string =>
  isOpen(places)
    ? "the commit is incomplete; the next run finishes it"
    : `${displayPath(places.outdir)} is unchanged`;
