import { type Run, currentRun, removeRun } from "./run";
import { summary } from "./summary";

/** Prints the summary of the run, and ends the local API. */
export default async function tearDown(): Promise<void> {
  const run = currentRun();
  try {
    console.log(summary(run));
  } finally {
    await endRun(run);
  }
}

/** Ends the servers, and removes the run's files. */
export async function endRun({ folder }: Run): Promise<void> {
  await globalThis.localAws?.stop();
  await globalThis.providerServer?.stop();
  await globalThis.awsServer?.stop();
  removeRun(folder);
}
