import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { UserError } from "../../src/base/errors";
import { summarize } from "../../src/synth/run/summary";
import { emit, synth } from "../../src/synth/synth";
import { readStack } from "../../src/terraform/output";
import { type StackJson } from "../../src/terraform/stack-json";
import { runAddresses } from "../../src/cli/addresses/command";
import { type Run, runOf } from "./command-runs";
import { readable } from "./raw-values";
import { renewWaivers } from "./renewed-waivers";

const ENVIRONMENTS = join(__dirname, "../../examples");

/** A working copy of a user: reference environments to edit, an output folder, and the commands. */
export class WorkingCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "working-copy-"));
  readonly environments = join(this.folder, "environments");
  readonly outdir = join(this.folder, "cdktf.out");

  /** Reference environments, without their locks. */
  constructor(...names: readonly string[]) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    const file = `${name}.yaml`;
    const text = readFileSync(join(ENVIRONMENTS, file), "utf8");
    this.write(file, text);
    if (text.includes(" files/") || text.includes("[files/"))
      cpSync(join(ENVIRONMENTS, "files"), join(this.environments, "files"), { recursive: true });
  }

  read(file: string): string {
    return readFileSync(join(this.environments, file), "utf8");
  }

  write(file: string, text: string): void {
    mkdirSync(this.environments, { recursive: true });
    writeFileSync(join(this.environments, file), text);
  }

  /** Replaces a text; throws if the file does not contain it. */
  edit(file: string, from: string | RegExp, to: string): void {
    const before = this.read(file);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} has no ${from}`);
    this.write(file, after);
  }

  remove(file: string): void {
    rmSync(join(this.environments, file));
  }

  /** Writes the ids of findings that the error of a synth proposes for waivers. */
  renewWaivers(error: string | undefined): void {
    renewWaivers(this.environments, error ?? "");
  }

  /** Names of all files in the folder of environments. */
  get files(): string[] {
    return readdirSync(this.environments).sort();
  }

  /** Output of `npx private-eks-inference synth`, or the message of its error. */
  async synth(only?: readonly string[]): Promise<{ readonly summary?: string; readonly error?: string }> {
    try {
      const request = { environmentsDir: this.environments, outdir: this.outdir, today: "2026-11-20" };
      const result = await synth({ ...request, underCdktfCli: false, ...(only ? { only } : {}) });
      return { summary: summarize(result, this.environments, this.outdir) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { error: this.withoutFolder(readable(error.message)) };
    }
  }

  /** Output and exit status of `npx private-eks-inference lock addresses`. */
  addresses(...args: readonly string[]): Run {
    const variables = { ENVIRONMENTS_DIR: this.environments, CDKTF_OUTDIR: this.outdir };
    const { status, stdout, stderr } = runOf((output) => runAddresses(args, { variables, emit }, output));
    return { status, stdout: this.withoutFolder(stdout), stderr: this.withoutFolder(stderr) };
  }

  /** A stack in the output folder. */
  stack(name: string): StackJson {
    return readStack(name, join(this.outdir, "stacks", name));
  }

  /** Files in the output folder, by path. */
  get published(): ReadonlyMap<string, string> {
    if (!existsSync(this.outdir)) return new Map();
    const paths = readdirSync(this.outdir, { recursive: true, encoding: "utf8" }).sort();
    const files = paths.filter((path) => statSync(join(this.outdir, path)).isFile());
    return new Map(files.map((path) => [path, readFileSync(join(this.outdir, path), "utf8")]));
  }

  private withoutFolder(text: string): string {
    const near = relative(process.cwd(), this.folder);
    return text.replaceAll(`${this.folder}/`, "").replaceAll(`${near}/`, "");
  }
}
