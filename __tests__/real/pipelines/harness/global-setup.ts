import { createTemporaryFolder } from "../../../support/jest/temporary-folder.js";
import { installPythonPackages } from "../../terraform/harness/python-packages";
import { STEP_PACKAGES } from "./steps";

/** Installs the packages of the image once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    await installPythonPackages(STEP_PACKAGES, process.env, (line) => console.log(line));
    createTemporaryFolder();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
