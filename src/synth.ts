import { type Progress, synthesize } from "./app";
import { type LoadedEnvironment, loadEnvironments } from "./config/reading/load";
import { rules } from "./config/rules";
import { rulesAcross } from "./config/rules/across";
import { type EnvironmentConfig, environmentSchema } from "./config/schema";
import { splitStackName } from "./core/layers";
import { type PublishReport, publish } from "./publish/publish";
import { type OutputStack, readStacks } from "./synthesized/output";

export interface SynthRequest {
  /** Folder with a YAML file for each environment. */
  readonly environmentsDir: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  readonly outdir: string;
  /** The cdktf CLI removes folders of stacks that are gone by itself. */
  readonly underCdktfCli: boolean;
  readonly progress?: Progress;
}

export interface SynthResult {
  readonly environments: readonly LoadedEnvironment<EnvironmentConfig>[];
  /** What was written, of the environments of this run. */
  readonly stacks: readonly OutputStack[];
  readonly report: PublishReport;
}

/** Reads, validates, synthesizes and publishes; throws before anything is published where anything is wrong. */
export function synth({ environmentsDir, only, outdir, underCdktfCli, progress }: SynthRequest): SynthResult {
  const environments = loadEnvironments({
    directory: environmentsDir,
    ...(only ? { only } : {}),
    schema: environmentSchema,
    rules,
    rulesAcross,
  });
  const names = environments.map((environment) => environment.name);
  let stacks: OutputStack[] = [];
  const report = publish({
    outdir,
    underCdktfCli,
    isOutOfScope: (stack) =>
      only !== undefined && !names.includes(splitStackName(stack)?.environment ?? stack),
    write: (staged) => {
      synthesize(environments, staged, progress);
      stacks = readStacks(staged);
    },
  });
  return { environments, stacks, report };
}
