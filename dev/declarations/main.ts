import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/synth/app";
import { KUBERNETES } from "../../src/facts/kubernetes-versions";
import { CHECKS } from "../../src/checks/all";
import { exitWith, processOutput, today } from "../../src/base/command-line/process";
import { loadEnvironments } from "../../src/environment/load";
import { type Environments, loadRequest } from "../../src/synth/inputs";
import { type DeclarationChange, declarationChanges, type NamedEnvironment } from "./changes";
import { changedParts } from "./changed-parts";
import { runDeclarations } from "./command";
import { type Answer, type Question } from "./processes";
import { Score } from "./score";
import { type EnvironmentConfig } from "../../src/environment/schema";

/** Folders whose environments use every part between them. */
const FOLDERS = ["__tests__/real/terraform/every-option", "examples"];

/** The environments, and the first one with each Kubernetes version and without add-on versions of its own. */
function withEachVersion(environments: Environments): NamedEnvironment[] {
  const [first] = environments;
  const variants = KUBERNETES.versions.flatMap(({ version }) =>
    first ? [{ name: first.name, files: first.files, config: withVersion(first.config, version) }] : [],
  );
  return [...environments, ...variants];
}

const withVersion = (config: EnvironmentConfig, version: string): EnvironmentConfig => ({
  ...config,
  cluster: { ...config.cluster, version, addonVersions: {} },
});

const changes = (): DeclarationChange[] =>
  declarationChanges({
    environments: withEachVersion(
      FOLDERS.flatMap((folder) => loadEnvironments(loadRequest(folder, undefined))),
    ),
  });

/** Argument of a process that answers another one. It runs this file too, which is then bundled. */
const ANSWERS = "answers";

/** A process keeps up to 2 MB of each try, and needs some seconds for its first ones. */
const TRIES_EACH = 250;

function answer(): void {
  const known = new Map(changes().map((change) => [change.key, change]));
  const folder = mkdtempSync(join(tmpdir(), "declarations-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  const score = new Score({
    synthesize: (environment, outdir, components) =>
      synthesize([environment], outdir, components ? { components } : {}),
    checks: CHECKS,
    today: today(),
    folder,
  });
  process.on("message", ({ key }: Question) => {
    if (key === undefined) return process.disconnect();
    const change = known.get(key);
    if (!change) throw new Error(`no change has the key ${key}`);
    process.send?.({ key, result: score.resultOf(change) } satisfies Answer);
  });
}

function ask(args: readonly string[]): void {
  const output = processOutput();
  // Until there is a result: a promise that nothing settles ends a program with 0.
  process.exitCode = 1;
  exitWith(
    runDeclarations(
      args,
      {
        keys: () => changes().map(({ key }) => key),
        changed: () => changedParts("."),
        start: () =>
          fork("dev/run.js", ["dev/declarations/main.ts", ANSWERS], {
            stdio: ["ignore", "inherit", "pipe", "ipc"],
          }),
        atOnce: availableParallelism(),
        triesEach: TRIES_EACH,
        progress: (what) => output.step?.(what),
      },
      output,
    ),
  );
}

const args = process.argv.slice(2);
if (args[0] === ANSWERS && process.send) answer();
else ask(args);
