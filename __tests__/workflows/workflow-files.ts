import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export const ROOT = resolve(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, unknown>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly "runs-on"?: string;
  readonly permissions?: Record<string, string>;
  readonly environment?: string;
  readonly outputs?: Record<string, string>;
  /** Path of a reusable workflow, which has the steps. */
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: unknown;
  readonly jobs: Record<string, Job>;
}

/** Names of the workflow files. */
export const files = readdirSync(FOLDER);
export const texts = new Map(files.map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]));
export const workflows = new Map([...texts].map(([file, text]) => [file, parse(text) as Workflow]));
/** Every job of every workflow. */
export const jobs = [...workflows].flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]) => ({ place: `${file} ${name}`, job })),
);
/** Every step of every job. */
export const steps = jobs.flatMap(({ place, job }) => (job.steps ?? []).map((step) => ({ place, step })));

export const workflow = (file: string): Workflow => workflows.get(file) as Workflow;
