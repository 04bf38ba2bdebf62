import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStacks } from "../../src/terraform/output";
import { synthesize } from "../../src/synth/app";
import { writeRolloutFiles } from "../../src/synth/run/rollout-files";
import { formatPath } from "../../src/environment/problems";
import { commitSynth } from "./commit-synth";
import { writeEnvironmentRecord } from "../../src/terraform/environment-record";
import { ENVIRONMENTS, configWith, filesOf } from "./environments";
import { settingsFor } from "./recorded-causes";

/** A temporary folder for the tests of one file. It is removed after the run. */
export const workFolder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`));

/** Settings that checks and estimates read beside the stacks. */
const STATED =
  /^(quotas\.|prices|instanceTypes|tags|namespace|podPriority|permissionsBoundary|charts\.|components\.argo-cd\.models|entry\.idleTimeoutSeconds|network\.extraRules|cluster\.(admins|deployerRole|access)|models\[\d+\]\.(name|gpuMemoryGiB|requestsPerSecond\.|permissions|manifestDigest))/;

/** Settings of which a hand-over makes maps and variables. */
export const EVERY_SETTING = /^/;

const known = new Map<string, string>();

/**
 * Writes the output folder of a finished synth, without checks, for reference environments with changes to their files. A new
 * folder is copied from an earlier one with the same changes.
 *
 * @param version version of the program in the records. @default - they have none, as those of an older version
 * @param recorded paths of the settings in the records. @default - those that checks and estimates read
 */
export function publishTo(
  outdir: string,
  changes: Readonly<Record<string, object>> = Object.fromEntries(ENVIRONMENTS.map((name) => [name, {}])),
  version?: string,
  recorded: RegExp = STATED,
): void {
  if (existsSync(outdir)) {
    publish(outdir, changes, version, recorded);
    return;
  }
  const key = JSON.stringify([changes, version, recorded.source]);
  const template = known.get(key) ?? join(workFolder("published"), "cdktf.out");
  if (!known.has(key)) publish(template, changes, version, recorded);
  known.set(key, template);
  cpSync(template, outdir, { recursive: true, preserveTimestamps: true });
}

function publish(
  outdir: string,
  changes: Readonly<Record<string, object>>,
  version: string | undefined,
  recorded: RegExp,
): void {
  const environments = Object.entries(changes).map(([name, change]) => ({
    name,
    config: configWith(name, change),
    files: filesOf(configWith(name, change)),
  }));
  commitSynth({
    outdir,
    underCdktfCli: false,
    isOutOfScope: () => false,
    write: (staged) => {
      const causes = synthesize(environments, staged);
      for (const { name, config } of environments) {
        const settings = settingsFor(config)
          .filter(({ path }) => recorded.test(formatPath(path)))
          .map(({ path, value }) => ({ path, value }));
        writeEnvironmentRecord(staged, name, {
          waivers: config.waivers,
          settings,
          causes: causes.get(name) ?? [],
          ...(version === undefined ? {} : { version }),
        });
      }
      writeRolloutFiles(staged, readStacks(staged));
    },
  });
}
