import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCheck } from "../../src/cli/check/command";
import { resynthesize } from "../../src/synth/resynthesize";
import { type Run, runOf } from "./command-runs";
import { TODAY } from "./findings";
import { WorkingCopy } from "./working-copy";

/** A finding of `check --json`. */
export interface Found {
  readonly check: string;
  readonly stack: string;
  readonly address: string;
  readonly message: string;
  readonly fix: string;
  readonly follows?: true;
}

/** The part of `check --json` that these tests read. */
export interface Report {
  readonly findings: readonly Found[];
  readonly origins: readonly {
    readonly environment: string;
    readonly compared: string;
    readonly text: string;
  }[];
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests edit any part of a stack
export type Stack = any;

/** A copy of the output of reference environments, to edit, with the inputs that it was made of. */
export class EditedOutput {
  readonly outdir = join(mkdtempSync(join(tmpdir(), "edited-")), "cdktf.out");

  constructor(readonly copy: WorkingCopy) {
    this.restore();
  }

  /** Synthesizes reference environments. */
  static async of(...names: readonly string[]): Promise<EditedOutput> {
    const copy = new WorkingCopy(...names);
    const { error } = await copy.synth();
    if (error !== undefined) throw new Error(error);
    return new EditedOutput(copy);
  }

  /** Undoes all edits. */
  restore(): void {
    rmSync(this.outdir, { recursive: true, force: true });
    cpSync(this.copy.outdir, this.outdir, { recursive: true });
  }

  path(file: string): string {
    return join(this.outdir, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), "utf8");
  }

  write(file: string, text: string | Buffer): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  remove(file: string): void {
    rmSync(this.path(file));
  }

  /** Edits JSON, and prints it as cdktf does. */
  edit(file: string, change: (json: Stack) => void): void {
    const json = JSON.parse(this.read(file)) as Stack;
    change(json);
    this.write(file, JSON.stringify(json, null, 2));
  }

  editStack(name: string, change: (stack: Stack) => void): void {
    this.edit(`stacks/${name}/cdk.tf.json`, change);
  }

  /** Writes the digest of each recorded file anew, and adds others, as an attacker does who hides an edit. */
  forgeRecord(...more: readonly string[]): void {
    this.edit(".synth-files.json", ({ files }: { files: Record<string, string> }) => {
      for (const file of [...Object.keys(files), ...more])
        files[file] = createHash("sha256")
          .update(readFileSync(this.path(file)))
          .digest("hex");
    });
  }

  check(args: readonly string[] = [], environmentsDir = this.copy.environments): Run {
    const props = { variables: { ENVIRONMENTS_DIR: environmentsDir }, today: TODAY, resynthesize };
    return runOf((output) => runCheck(["--in", this.outdir, ...args], props, output));
  }

  report(args: readonly string[] = [], environmentsDir?: string): Report & Pick<Run, "status"> {
    const { status, stdout, stderr } = this.check([...args, "--json"], environmentsDir);
    if (stdout === "") throw new Error(stderr);
    return { status, ...(JSON.parse(stdout) as Report) };
  }

  /** Each edit that is found, as stack and address. */
  edits(args: readonly string[] = [], environmentsDir?: string): string[] {
    return this.report(args, environmentsDir)
      .findings.filter(({ check }) => check === "edited")
      .map(({ stack, address }) => `${stack} ${address}`);
  }
}
