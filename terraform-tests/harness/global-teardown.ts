import { currentRun, removeRun } from "./run";
import { summary } from "./summary";

/** Prints the summary of the run, and ends the local API. */
export default async function tearDown(): Promise<void> {
  const run = currentRun();
  try {
    console.log(summary(run));
  } finally {
    await globalThis.localAws?.stop();
    removeRun(run.folder);
  }
}
