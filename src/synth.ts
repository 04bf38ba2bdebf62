import { type Progress, synthesize } from "./app";
import { CHECKS } from "./checks/all";
import { counts, report } from "./checks/report";
import { type Result, isBlocking, runChecks } from "./checks/run";
import { causeOf } from "./config/cause";
import { type LoadedEnvironment, loadEnvironments } from "./config/reading/load";
import { rules } from "./config/rules";
import { rulesAcross } from "./config/rules/across";
import { type EnvironmentConfig, environmentSchema } from "./config/schema";
import { UserError } from "./core/errors";
import { splitStackName } from "./core/layers";
import { type PublishReport, publish } from "./publish/publish";
import { groupByEnvironment } from "./synthesized/environment-plan";
import { writeEnvironmentRecord } from "./synthesized/environment-record";
import { type OutputStack, readStacks } from "./synthesized/output";

export interface SynthRequest {
  /** Folder with a YAML file for each environment. */
  readonly environmentsDir: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  readonly outdir: string;
  /** The cdktf CLI removes folders of stacks that are gone by itself. */
  readonly underCdktfCli: boolean;
  /** The day that waivers and support calendars are compared with, as an ISO date. */
  readonly today: string;
  readonly progress?: Progress;
}

type Environments = readonly LoadedEnvironment<EnvironmentConfig>[];

export interface SynthResult {
  readonly environments: Environments;
  /** What was written, of the environments of this run. */
  readonly stacks: readonly OutputStack[];
  /** Warnings of checks, and what is waived. */
  readonly results: readonly Result[];
  readonly report: PublishReport;
}

/** Reads, validates, synthesizes, checks and publishes; throws before anything is published where anything is wrong. */
export function synth(request: SynthRequest): SynthResult {
  const { environmentsDir, only, outdir, underCdktfCli, today, progress } = request;
  const environments = loadEnvironments({
    directory: environmentsDir,
    ...(only ? { only } : {}),
    schema: environmentSchema,
    rules,
    rulesAcross,
  });
  const names = environments.map((environment) => environment.name);
  let stacks: OutputStack[] = [];
  let results: Result[] = [];
  const published = publish({
    outdir,
    underCdktfCli,
    isOutOfScope: (stack) =>
      only !== undefined && !names.includes(splitStackName(stack)?.environment ?? stack),
    write: (staged) => {
      synthesize(environments, staged, progress);
      for (const { name, config } of environments) {
        writeEnvironmentRecord(staged, name, { waivers: config.waivers });
      }
      stacks = readStacks(staged);
      progress?.("checking");
      results = check(environments, stacks, today);
    },
  });
  return { environments, stacks, results, report: published };
}

function check(environments: Environments, stacks: readonly OutputStack[], today: string): Result[] {
  const results = runChecks({
    plans: groupByEnvironment(stacks),
    checks: CHECKS,
    waiversOf: (name) => environments.find((each) => each.name === name)?.config.waivers ?? [],
    today,
  });
  const blocking = results.filter(isBlocking);
  if (blocking.length > 0) {
    const lines = report(blocking, (result) => locate(environments, result));
    throw new UserError(`${lines}\n\n${counts(results, CHECKS.length)}; nothing was published`);
  }
  return results;
}

/** Where the value stands that a result follows from, as `file:line:column`. */
export function locate(environments: Environments, result: Result): string | undefined {
  const environment = environments.find(({ name }) => name === result.environment);
  if (!environment) return undefined;
  const path = causeOf(environment.config, result.layer, result.address);
  if (path === undefined) return undefined;
  const { file, line, column } = environment.locate(path);
  return `${file}:${line}:${column}`;
}
