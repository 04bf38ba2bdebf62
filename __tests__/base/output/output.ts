import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type CommitReport } from "../../../src/base/output/plan";
import { type SynthToCommit, commitSynth } from "../../support/commit-synth";
import { readTree, writeTree, type Tree } from "../tree";

/** An output folder in a temporary folder, which is removed after the tests of a file. */
export class Output {
  readonly outdir: string;

  /** Commits these synths in order. Without a synth, the folder does not exist. */
  constructor(...synths: readonly Tree[]) {
    const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "publish-"));
    fs.chmodSync(parent, 0o755);
    this.outdir = path.join(parent, "cdktf.out");
    for (const synth of synths) this.commit(synth);
  }

  path(...names: readonly string[]): string {
    return path.join(this.outdir, ...names);
  }

  /** A path beside the output folder. */
  beside(...names: readonly string[]): string {
    return path.join(path.dirname(this.outdir), ...names);
  }

  /** Commits a synth, by default of all environments. */
  commit(synth: Tree, over: Partial<SynthToCommit> = {}): CommitReport {
    return this.commitBy((staged) => writeTree(staged, synth), over);
  }

  /** Commits the files that a function writes. */
  commitBy(write: SynthToCommit["write"], over: Partial<SynthToCommit> = {}): CommitReport {
    return commitSynth({
      outdir: this.outdir,
      write,
      isOutOfScope: () => false,
      underCdktfCli: false,
      ...over,
    });
  }

  /** Writes files of the user. */
  add(files: Tree): void {
    writeTree(this.outdir, files);
  }

  /** Every file of the output folder, or of a folder in it, without synth's record. */
  read(...names: readonly string[]): Tree {
    return readTree(this.path(...names));
  }

  /** Names of the files beside the output folder. A finished run leaves none. */
  leftovers(): string[] {
    return fs.readdirSync(this.beside()).filter((name) => name !== path.basename(this.outdir));
  }
}

/** Message of the error that a call throws. Fails if it throws none. */
export function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error");
}
