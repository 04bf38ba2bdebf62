import { join } from "node:path";
import { readText } from "../../base/read-text";
import { OWN_ENVIRONMENTS } from "../../project/options";
import { BINARY } from "../../base/program-name";

const WORKFLOWS = ["review", "comment", "plan", "apply", "layer"];

/** Folder of the scripts in this repository and in the package. */
const SCRIPTS = ".github/scripts";

/** Parts of an error about a file of the package that cannot be read. */
export const INSTALLED = {
  expected: "a file of the program",
  fix: "install the package again; nothing was written",
};

/**
 * Workflows of a project, by their path: those of this repository, with the scripts of the installed package.
 *
 * @param root folder of the program, which has the workflows
 * @param environmentsDir folder of the project's environments, from the project's root
 */
export const workflowFiles = (root: string, environmentsDir: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    WORKFLOWS.map((name) => {
      const path = `.github/workflows/${name}.yml`;
      const text = readText(join(root, path), INSTALLED);
      const installed = text.replaceAll(`node ${SCRIPTS}/`, `node node_modules/${BINARY}/${SCRIPTS}/`);
      return [
        path,
        environmentsDir === OWN_ENVIRONMENTS ? installed : withFolder(installed, environmentsDir),
      ];
    }),
  );

const withFolder = (workflow: string, environmentsDir: string): string =>
  workflow.replace(/^jobs:$/m, `env:\n  ENVIRONMENTS_DIR: ${JSON.stringify(environmentsDir)}\n\njobs:`);
