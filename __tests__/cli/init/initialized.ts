import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInit } from "../../../src/cli/init/command";
import { type InitProps } from "../../../src/cli/init/command";
import { type SynthResult, synth } from "../../../src/synth/synth";
import { type Run, runOfAsync } from "../../support/command-runs";
import { ROOT } from "../../support/documents";
import { TODAY } from "../../support/findings";

/** A folder of a user, which is removed afterwards. */
export class UserFolder {
  readonly path = mkdtempSync(join(tmpdir(), "init-"));

  init(flags: readonly string[], props: Partial<InitProps> = {}): Promise<Run> {
    return runOfAsync((output) =>
      runInit(
        flags,
        { variables: {}, folder: this.path, root: ROOT, version: "1.2.3", today: TODAY, ...props },
        output,
      ),
    );
  }

  synth(only?: readonly string[]): Promise<SynthResult> {
    return synth({
      environmentsDir: join(this.path, "environments"),
      ...(only ? { only } : {}),
      outdir: join(this.path, "cdktf.out"),
      underCdktfCli: false,
      today: TODAY,
    });
  }

  text(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  /** Paths of all files, sorted. */
  get files(): string[] {
    return readdirSync(this.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path.length + 1))
      .sort();
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** `init` with flags and a synth of what it wrote. */
export async function initialized(flags: readonly string[]): Promise<SynthResult> {
  const folder = new UserFolder();
  try {
    const { status, stdout, stderr } = await folder.init(flags);
    if (status !== 0) throw new Error(`init failed:\n${stdout}${stderr}`);
    return await folder.synth();
  } finally {
    folder.remove();
  }
}
