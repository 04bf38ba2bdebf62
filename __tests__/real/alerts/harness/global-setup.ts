import prepare from "../../../support/jest/global-setup.js";
import { findPrograms } from "./programs";

/** Builds the programs, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    const { promtool, sendAlerts } = await findPrograms(process.env, (line) => console.log(line));
    process.env["ALERTS_PROMTOOL"] = promtool;
    process.env["ALERTS_SENDER"] = sendAlerts;
    prepare();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
