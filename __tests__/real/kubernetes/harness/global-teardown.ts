import removeTemporaryFiles from "../../../support/jest/global-teardown.js";
import { currentRun, recordedLines, removeRun } from "./run";
import { notApplied } from "./terraform-providers";

/** Prints what the tests recorded and what did not run, and removes the run's files. */
export default function tearDown(): void {
  const run = currentRun();
  try {
    const recorded = recordedLines(run);
    const first = `control plane: Kubernetes ${run.minor}, ${run.origin}`;
    console.log([first, ...recorded, ...notApplied(process.env, recorded)].join("\n"));
  } finally {
    removeRun(run);
    removeTemporaryFiles();
  }
}
