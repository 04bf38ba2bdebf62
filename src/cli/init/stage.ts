import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** A copy of a folder of environments with one more file, outside of the user's folder. */
export class Stage {
  private readonly root = mkdtempSync(join(tmpdir(), "init-"));
  readonly folder = join(this.root, "environments");
  /** Folder for the output of a synth. */
  readonly outdir = join(this.root, "cdktf.out");
  private readonly file: string;

  constructor(
    private readonly environments: string,
    name: string,
    text: string,
  ) {
    this.file = join(this.folder, `${name}.yaml`);
    if (existsSync(environments)) cpSync(environments, this.folder, { recursive: true });
    else mkdirSync(this.folder);
    writeFileSync(this.file, text);
  }

  /** Leaves the environments of the user alone. */
  withdraw(): void {
    rmSync(this.file);
  }

  /** A message with the places that its files would have in the user's folder. */
  inPlace(message: string): string {
    const near = relative(process.cwd(), this.folder);
    return [this.folder, near].reduce((text, folder) => text.replaceAll(folder, this.environments), message);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
