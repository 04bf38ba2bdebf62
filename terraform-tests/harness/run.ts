import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Providers } from "./providers";
import { type Step } from "./steps";

/** What the tests of one run share: written by the global set-up, read by each test file. */
export interface Run {
  /** Everything that a run writes lies in it; removed at the end. */
  readonly folder: string;
  /** The local AWS API. */
  readonly endpoint: string;
  /** What `terraform init -plugin-dir` gets. */
  readonly pluginDir: string;
  readonly providers: Providers;
  /** All environments as they are, synthesized once. */
  readonly synthesized: string;
}

const VARIABLE = "TERRAFORM_TESTS_RUN";
const FACTS = "run.json";
const STEPS = "steps.jsonl";

/** Makes the run known to this process and to the workers that it starts from now on. */
export function publishRun(run: Run): void {
  writeFileSync(join(run.folder, FACTS), JSON.stringify(run));
  process.env[VARIABLE] = run.folder;
}

export function currentRun(): Run {
  const folder = process.env[VARIABLE];
  if (folder === undefined)
    throw new Error("these tests need their set-up; run them by npm run test:terraform");
  return JSON.parse(readFileSync(join(folder, FACTS), "utf8")) as Run;
}

/** Does a piece of work and keeps how long it took, for the table at the end; one that fails is not kept. */
export async function measured<Result>(
  { folder }: Run,
  step: Omit<Step, "seconds">,
  work: () => Promise<Result>,
): Promise<Result> {
  const begin = performance.now();
  const result = await work();
  const seconds = (performance.now() - begin) / 1000;
  // A line in one write: other workers write to the file at the same time.
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
