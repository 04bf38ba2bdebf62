import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Programs } from "./programs";

/** Shared data of one run. The global setup writes it, and each test file reads it. */
export interface Run extends Programs {
  /** Id of the process of the run. */
  readonly process: number;
  /** Removed at the end. */
  readonly folder: string;
}

const VARIABLE = "KUBERNETES_TESTS_RUN";
const FACTS = "run.json";
const LINES = "closing-lines.jsonl";

/** Publishes the run to this process, and to the workers that it starts later. */
export function publishRun(programs: Programs): void {
  const folder = mkdtempSync(join(tmpdir(), "kubernetes-tests-"));
  writeFileSync(
    join(folder, FACTS),
    JSON.stringify({ ...programs, folder, process: process.pid } satisfies Run),
  );
  process.env[VARIABLE] = folder;
}

export function currentRun(): Run {
  const folder = process.env[VARIABLE];
  if (folder === undefined)
    throw new Error("these tests need their global setup; run them with npm run test:kubernetes");
  return JSON.parse(readFileSync(join(folder, FACTS), "utf8")) as Run;
}

/** Records a line that is printed after the tests. */
export function recordLine(line: string): void {
  appendFileSync(join(currentRun().folder, LINES), `${JSON.stringify(line)}\n`);
}

export function recordedLines({ folder }: Run): string[] {
  const file = join(folder, LINES);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as string);
}

export function removeRun({ folder }: Run): void {
  rmSync(folder, { recursive: true, force: true });
}
