import prepare from "../../../support/jest/global-setup.js";
import { findPrograms } from "./programs";

/** Builds the programs, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    const { crane, helm } = await findPrograms(process.env, (line) => console.log(line));
    process.env["MIRROR_CRANE"] = crane;
    process.env["MIRROR_HELM"] = helm;
    prepare();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
