import prepare from "../../../support/jest/global-setup.js";
import { findPrograms } from "./programs";
import { publishRun } from "./run";

/** Finds or builds the programs, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    const programs = await findPrograms({ env: process.env, say: (line) => console.log(line) });
    prepare();
    publishRun(programs);
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
