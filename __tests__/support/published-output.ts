import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/app";
import { formatPath } from "../../src/config/loader/problems";
import { commitSynth } from "./commit-synth";
import { writeEnvironmentRecord } from "../../src/terraform-json/environment-record";
import { ENVIRONMENTS, configWith } from "./environments";
import { settingsFor } from "./recorded-causes";

/** A temporary folder for the tests of one file. It is removed after the run. */
export const workFolder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`));

/** Settings that checks and estimates read beside the stacks. */
const STATED =
  /^(quotas\.|cluster\.(admins|deployerRole)|models\[\d+\]\.(name|gpuMemoryGiB|requestsPerSecond\.))/;

/** Writes the output folder of a finished synth, without checks, for reference environments with changes to their files. */
export function publishTo(
  outdir: string,
  changes: Readonly<Record<string, object>> = Object.fromEntries(ENVIRONMENTS.map((name) => [name, {}])),
): void {
  const environments = Object.entries(changes).map(([name, change]) => ({
    name,
    config: configWith(name, change),
  }));
  commitSynth({
    outdir,
    underCdktfCli: false,
    isOutOfScope: () => false,
    write: (staged) => {
      const causes = synthesize(environments, staged);
      for (const { name, config } of environments) {
        const settings = settingsFor(config)
          .filter(({ path }) => STATED.test(formatPath(path)))
          .map(({ path, value }) => ({ path, value }));
        writeEnvironmentRecord(staged, name, {
          waivers: config.waivers,
          settings,
          causes: causes.get(name) ?? [],
        });
      }
    },
  });
}
