import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Providers } from "./providers";
import { type Step } from "./steps";

/** Shared data of one run. The global setup writes it, and each test file reads it. */
export interface Run {
  /** Contains all files of the run. Removed at the end. */
  readonly folder: string;
  /** The local AWS API. */
  readonly endpoint: string;
  /** Argument of `terraform init -plugin-dir`. */
  readonly pluginDir: string;
  readonly providers: Providers;
  /** Output folder of all environments, synthesized once. */
  readonly synthesized: string;
}

const VARIABLE = "TERRAFORM_TESTS_RUN";
const FACTS = "run.json";
const STEPS = "steps.jsonl";

/** Publishes the run to this process, and to the workers that it starts later. */
export function publishRun(run: Run): void {
  writeFileSync(join(run.folder, FACTS), JSON.stringify(run));
  process.env[VARIABLE] = run.folder;
}

export function currentRun(): Run {
  const folder = process.env[VARIABLE];
  if (folder === undefined)
    throw new Error("these tests need their global setup; run them with npm run test:terraform");
  return JSON.parse(readFileSync(join(folder, FACTS), "utf8")) as Run;
}

/** Runs a step and records its duration for the summary. A failed step is not recorded. */
export async function measured<Result>(
  { folder }: Run,
  step: Omit<Step, "seconds">,
  work: () => Promise<Result>,
): Promise<Result> {
  const begin = performance.now();
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  // One write for each line: other workers write to the file at the same time.
  appendFileSync(join(folder, STEPS), `${JSON.stringify({ ...step, seconds })}\n`);
  return result;
}

export function recordedSteps({ folder }: Run): Step[] {
  const file = join(folder, STEPS);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Step);
}

export function removeRun(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
