import { currentRun, removeRun } from "./run";
import { summary } from "./summary";

/** Ends the local API, and prints the table with which a run closes. */
export default async function tearDown(): Promise<void> {
  const run = currentRun();
  try {
    console.log(summary(run));
  } finally {
    await globalThis.localAws?.stop();
    removeRun(run.folder);
  }
}
