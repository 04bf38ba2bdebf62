import prepare from "../../../support/jest/global-setup.js";
import { installPythonPackages } from "../../terraform/harness/python-packages";
import { CHECKOV } from "./checkov";

/** Installs checkov, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    await installPythonPackages(CHECKOV, process.env, (line) => console.log(line));
    prepare();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
