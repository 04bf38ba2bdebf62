import * as fs from "node:fs";
import * as path from "node:path";
import { userError } from "./errors";
import { errorCode } from "./fs-errors";
import { LockedFolder } from "./locked-folder";
import { type CommitOptions, type CommitReport, planCommit } from "./output/plan";
import { outputPathsOf } from "./output/paths";
import { MANIFEST_NAME } from "./stack-files";
import { displayPath, lstatIfThere } from "./files";

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
    private readonly output: LockedFolder,
    private readonly underCdktfCli: boolean,
  ) {}

  /**
   * Takes the lock of an output folder, finishes the commit of an interrupted run, and creates an empty staging folder.
   * Fails while another run writes to the folder.
   *
   * @param underCdktfCli whether the cdktf CLI removes the folders of stacks that are gone
   */
  static open(outdir: string, underCdktfCli: boolean): StagedOutput {
    const output = LockedFolder.open(outdir, {
      keepStackFolders: underCdktfCli,
      notAFile: {
        expected: "a folder for the output",
        fix: "move the file away, or choose another output folder",
      },
      left: {
        partly: "the commit is incomplete; the next run finishes it",
        nothing: (folder) => `${folder} is unchanged`,
      },
    });
    try {
      refuseForeignFolder(output.folder);
      output.stage();
      refuseMountPoint(output);
      return new StagedOutput(output, underCdktfCli);
    } catch (error) {
      output.close();
      throw output.explained(error);
    }
  }

  /** Folder for a complete synth: `manifest.json` and `stacks/<name>/…`. */
  get folder(): string {
    return this.output.staged;
  }

  /** Replaces the files of an earlier synth in the output folder with the staged ones. */
  commit({ isOutOfScope }: Pick<CommitOptions, "isOutOfScope">): CommitReport {
    const { output, underCdktfCli } = this;
    const { plan, report } = planCommit(output.folder, { isOutOfScope, underCdktfCli });
    output.commit(plan);
    return report;
  }

  /** A file system error of the output as a message for users; other errors unchanged. */
  explained(error: unknown): unknown {
    return this.output.explained(error);
  }

  /** Removes the staging folder, unless a commit is unfinished, and releases the lock. */
  close(): void {
    this.output.close();
  }
}

/** A folder that synth has not written to may have another purpose: a mistyped path must not fill it with stacks. */
function refuseForeignFolder(outdir: string): void {
  const { manifest, record } = outputPathsOf(outdir);
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
function refuseMountPoint({ staged, folder: outdir }: LockedFolder): void {
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
