import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHandoff } from "../../src/handoff/command";
import { type Run, runOfAsync } from "../support/command-runs";
import { EVERY_SETTING, publishTo, workFolder } from "../support/published-output";
import { resynthesize } from "../../src/synth/resynthesize";
import { knownTrials } from "../support/known-trials";

/** The environment that tests hand over. */
export const ENVIRONMENT = "ml-inference-prod";

export interface HandoffSettings {
  /** `PATH` of the command. @default - the one of this process */
  readonly path?: string;
  /** Commit of the checkout. @default "0123456789ab" */
  readonly commit?: string;
}

/** Runs of the command on one output folder of synth. JSON modules need no HCL parser, which takes a second to start. */
export class Handoffs {
  readonly work: string;
  readonly synthesized: string;
  /** The first hand-over in each format. All runs synthesize the same environment. */
  private static readonly templates = new Map<string, string>();
  private count = 0;
  /** Steps that a terminal shows. */
  readonly steps: string[] = [];

  constructor(
    name: string,
    private readonly format: "hcl" | "json",
  ) {
    this.work = workFolder(name);
    this.synthesized = join(this.work, "cdktf.out");
  }

  /** Synthesizes the environment, and `mlapp` as another one. */
  synthesize(): void {
    publishTo(this.synthesized, { mlapp: {}, [ENVIRONMENT]: {} }, undefined, EVERY_SETTING);
  }

  /** The same environment without network ACLs, in another output folder. */
  synthesizeChanged(): string {
    const folder = join(this.work, "changed.out");
    const change = { network: { networkAcls: false }, cluster: { logRetentionDays: 90 } };
    publishTo(folder, { [ENVIRONMENT]: change }, undefined, EVERY_SETTING);
    return folder;
  }

  run(args: readonly string[], { path, commit = "0123456789ab" }: HandoffSettings = {}): Promise<Run> {
    const variables = { PATH: path ?? process.env["PATH"], CDKTF_OUTDIR: this.synthesized };
    return runOfAsync((output) =>
      runHandoff(
        args,
        { commit: () => commit, variables, resynthesize, trialSynth: knownTrials },
        { ...output, step: (what) => void this.steps.push(what) },
      ),
    );
  }

  /** Hands the environment over to a folder. */
  to(folder: string, args: readonly string[] = [], settings: HandoffSettings = {}): Promise<Run> {
    const options = ["--environments", ENVIRONMENT, "--format", this.format, "--out", folder];
    return this.run([...options, ...args], settings);
  }

  /** The path of a folder that does not exist. */
  newFolder(): string {
    this.count += 1;
    return join(this.work, `modules-${this.count}`);
  }

  /** A folder with a hand-over: a copy of the first one. */
  async handedOver(): Promise<string> {
    const template = Handoffs.templates.get(this.format) ?? (await this.first());
    const folder = this.newFolder();
    cpSync(template, folder, { recursive: true });
    return folder;
  }

  private async first(): Promise<string> {
    const template = this.newFolder();
    expect((await this.to(template)).status).toBe(0);
    Handoffs.templates.set(this.format, template);
    return template;
  }
}

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

export const append = (folder: string, path: string): void =>
  writeFileSync(join(folder, path), `${read(folder, path)}# mine\n`);

/** The text of every file in a folder, by its path. */
export const everything = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
