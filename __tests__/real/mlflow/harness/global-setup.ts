import prepare from "../../../support/jest/global-setup.js";
import { installPythonPackages } from "../../terraform/harness/python-packages";
import { STEP_PACKAGES } from "../../pipelines/harness/steps";
import { IMAGE_PACKAGES } from "./image-packages";
import { postgresPrograms } from "./postgres";

/** Installs the packages of the server and of steps, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    postgresPrograms();
    const say = (line: string) => console.log(line);
    process.env["MLFLOW_TESTS_PYTHON"] = await installPythonPackages(IMAGE_PACKAGES, process.env, say);
    await installPythonPackages(STEP_PACKAGES, process.env, say);
    prepare();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
