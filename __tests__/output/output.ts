import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { publish, type PublishReport, type PublishRequest } from "../../src/output/publish";
import { readTree, writeTree, type Tree } from "./tree";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

/** An output folder, in a folder of its own that goes when the tests of a file are done. */
export class Output {
  readonly outdir: string;

  /** Publishes these synths, one after the other; without any, the folder does not exist yet. */
  constructor(...synths: readonly Tree[]) {
    const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "publish-"));
    fs.chmodSync(parent, 0o755);
    folders.push(parent);
    this.outdir = path.join(parent, "cdktf.out");
    for (const synth of synths) this.publish(synth);
  }

  path(...names: readonly string[]): string {
    return path.join(this.outdir, ...names);
  }

  /** A path beside it. */
  beside(...names: readonly string[]): string {
    return path.join(path.dirname(this.outdir), ...names);
  }

  /** Publishes a synth of all environments, or a part of them. */
  publish(synth: Tree, over: Partial<PublishRequest> = {}): PublishReport {
    return this.publishBy((staged) => writeTree(staged, synth), over);
  }

  /** Publishes what a function writes. */
  publishBy(write: PublishRequest["write"], over: Partial<PublishRequest> = {}): PublishReport {
    return publish({ outdir: this.outdir, write, isOutOfScope: () => false, underCdktfCli: false, ...over });
  }

  /** Writes files of the user's own. */
  add(files: Tree): void {
    writeTree(this.outdir, files);
  }

  /** Every file below it, or below a folder in it, without the record of what synth wrote. */
  read(...names: readonly string[]): Tree {
    return readTree(this.path(...names));
  }

  /** What lies beside it; a finished run leaves nothing there. */
  leftovers(): string[] {
    return fs.readdirSync(this.beside()).filter((name) => name !== path.basename(this.outdir));
  }
}

/** The message of the error that a call must throw. */
export function failure(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected an error");
}
