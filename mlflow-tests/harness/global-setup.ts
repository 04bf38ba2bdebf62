import prepare from "../../__tests__/support/jest/global-setup.js";
import { installImagePackages } from "./image-packages";
import { postgresPrograms } from "./postgres";

/** Installs the packages of the image, and synthesizes the reference environments, once for all test files. */
export default async function setUp(): Promise<void> {
  try {
    postgresPrograms();
    process.env["MLFLOW_TESTS_PYTHON"] = await installImagePackages(process.env, (line) => console.log(line));
    prepare();
  } catch (error) {
    // Jest would print the stack trace, which is irrelevant for a missing program.
    if (error instanceof Error) error.stack = error.message;
    throw error;
  }
}
