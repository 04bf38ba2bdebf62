import { synthesize } from "../../src/app";
import { CHECKS } from "../../src/checks/all";
import { processOutput, progressLine, today } from "../../src/commands/shared/process";
import { loadEnvironments } from "../../src/config/loader/load";
import { type EnvironmentConfig } from "../../src/config/environment";
import { type Environments, loadRequest } from "../../src/inputs";
import { KUBERNETES_VERSIONS } from "../../src/catalog/kubernetes-versions";
import { runDeclarations } from "./command";

/** Folders whose environments use every part between them. */
const FOLDERS = ["terraform-tests/every-option", "environments"];

/** The environments, and the first one with each Kubernetes version and without add-on versions of its own. */
function withEachVersion(environments: Environments): { name: string; config: EnvironmentConfig }[] {
  const [first] = environments;
  const variants = KUBERNETES_VERSIONS.flatMap(({ version }) =>
    first ? [{ name: first.name, config: withVersion(first.config, version) }] : [],
  );
  return [...environments, ...variants];
}

const withVersion = (config: EnvironmentConfig, version: string): EnvironmentConfig => ({
  ...config,
  cluster: { ...config.cluster, version, addonVersions: {} },
});

const progress = progressLine();

process.exitCode = runDeclarations(
  process.argv.slice(2),
  {
    load: () =>
      withEachVersion(FOLDERS.flatMap((folder) => loadEnvironments(loadRequest(folder, undefined)))),
    synthesize: (environment, folder, components) =>
      synthesize([environment], folder, components ? { components } : {}),
    checks: CHECKS,
    today: today(),
    ...(progress ? { progress: progress.show } : {}),
  },
  processOutput(progress),
);
