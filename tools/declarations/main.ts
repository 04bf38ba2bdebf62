import { synthesize } from "../../src/app";
import { CHECKS } from "../../src/checks/all";
import { processOutput, progressLine, today } from "../../src/commands/shared/process";
import { loadEnvironments } from "../../src/config/loader/load";
import { loadRequest } from "../../src/inputs";
import { runDeclarations } from "./command";

/** Folders whose environments use every part between them. */
const FOLDERS = ["terraform-tests/every-option", "environments"];

const progress = progressLine();

process.exitCode = runDeclarations(
  process.argv.slice(2),
  {
    load: () => FOLDERS.flatMap((folder) => loadEnvironments(loadRequest(folder, undefined))),
    synthesize: (environment, folder, components) =>
      synthesize([environment], folder, components ? { components } : {}),
    checks: CHECKS,
    today: today(),
    ...(progress ? { progress: progress.show } : {}),
  },
  processOutput(progress),
);
