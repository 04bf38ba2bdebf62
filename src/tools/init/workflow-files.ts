import { join } from "node:path";
import { readText } from "../../shared/files/read-text";
import { BINARY } from "../../shared/command-line/program-name";

const WORKFLOWS = ["review", "comment", "plan", "apply", "layer"];

/** Folder of the scripts in this repository and in the package. */
const SCRIPTS = ".github/scripts";

const INSTALLED = {
  expected: "a workflow of the program",
  fix: "install the package again; nothing was written",
};

/**
 * Workflows of a project, by their path: those of this repository, with the scripts of the installed package.
 *
 * @param root folder of the program, which has the workflows
 */
export const workflowFiles = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    WORKFLOWS.map((name) => {
      const path = `.github/workflows/${name}.yml`;
      const text = readText(join(root, path), INSTALLED);
      return [path, text.replaceAll(`node ${SCRIPTS}/`, `node node_modules/${BINARY}/${SCRIPTS}/`)];
    }),
  );
