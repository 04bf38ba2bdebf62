import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Examined, examine, isRefused } from "./address-locks/examine";
import { lastSynth } from "./address-locks/last-synth";
import { orphanedLockFiles, readLocks } from "./address-locks/lock-file";
import { refusal } from "./address-locks/report";
import { type Progress, synthesize } from "./app";
import { CHECKS } from "./checks/all";
import { counts, report } from "./checks/report";
import { type Result, isBlocking, runChecks } from "./checks/run";
import { causeOf } from "./config/cause";
import { type LoadedEnvironment, loadEnvironments } from "./config/loader/load";
import { formatLocation } from "./config/loader/problems";
import { rules } from "./config/rules";
import { rulesAcross } from "./config/rules/across";
import { type EnvironmentConfig, environmentSchema } from "./config/schema";
import { settingsOf } from "./config/settings";
import { UserError } from "./core/errors";
import { type Layer, splitStackName } from "./core/layers";
import { type Estimate, estimate } from "./cost/estimate";
import { USUAL } from "./cost/line";
import { type PublishReport, publish } from "./output/publish";
import { groupByEnvironment } from "./terraform-json/environment-plan";
import { writeEnvironmentRecord } from "./terraform-json/environment-record";
import { type OutputStack, readStacks } from "./terraform-json/output";

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
  /** What each environment costs in a month, with the usual assumptions. */
  readonly estimates: readonly Estimate[];
  /** The addresses of each environment beside its lock. */
  readonly addresses: readonly Examined[];
  /** Lock files whose YAML is gone, where every environment was synthesized. */
  readonly orphanedLocks: readonly string[];
  readonly report: PublishReport;
}

/** Reads, validates, synthesizes, checks and publishes; throws before anything is published where anything is wrong. */
export function synth(request: SynthRequest): SynthResult {
  const { environmentsDir, only, outdir, underCdktfCli, today, progress } = request;
  const environments = load(environmentsDir, only);
  const locks = readLocks(environments);
  const names = environments.map((environment) => environment.name);
  let stacks: OutputStack[] = [];
  let results: Result[] = [];
  let estimates: Estimate[] = [];
  let addresses: Examined[] = [];
  const published = publish({
    outdir,
    underCdktfCli,
    isOutOfScope: (stack) =>
      only !== undefined && !names.includes(splitStackName(stack)?.environment ?? stack),
    write: (staged) => {
      const moving = environments.map(({ name, config }) => ({
        name,
        config,
        moves: locks.get(name)?.lock.moves ?? [],
      }));
      synthesize(moving, staged, progress);
      for (const environment of environments) {
        const { name, config } = environment;
        writeEnvironmentRecord(staged, name, { waivers: config.waivers, settings: settingsOf(environment) });
      }
      stacks = readStacks(staged);
      progress?.("checking");
      const plans = groupByEnvironment(stacks);
      results = runChecks({
        plans,
        checks: CHECKS,
        waiversOf: (name) => environments.find((each) => each.name === name)?.config.waivers ?? [],
        today,
      });
      estimates = plans.map((plan) => estimate(plan, { today, ...USUAL }));
      addresses = examine(environments, stacks, locks);
      const refusals = [
        refusedAddresses(environments, stacks, addresses, outdir),
        refusedByChecks(environments, results),
      ].filter((text) => text !== undefined);
      if (refusals.length > 0) throw new UserError([...refusals, "nothing was published"].join("\n\n"));
    },
  });
  const orphanedLocks = only === undefined ? orphanedLockFiles(environmentsDir) : [];
  return { environments, stacks, results, estimates, addresses, orphanedLocks, report: published };
}

/** What environments emit, and where in their files it comes from. */
export interface Emitted {
  readonly environments: Environments;
  readonly stacks: readonly OutputStack[];
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** What a synth of these environments would emit: nothing is checked, and nothing published. */
export function emit(environmentsDir: string, only?: readonly string[]): Emitted {
  const environments = load(environmentsDir, only);
  const staged = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    synthesize(environments, staged);
    return { environments, stacks: readStacks(staged), locate: locator(environments) };
  } finally {
    rmSync(staged, { recursive: true });
  }
}

const locator =
  (environments: Environments): Emitted["locate"] =>
  (environment, layer, address) =>
    locate(environments, { environment, layer, address });

function load(directory: string, only: readonly string[] | undefined): Environments {
  return loadEnvironments({
    directory,
    ...(only ? { only } : {}),
    schema: environmentSchema,
    rules,
    rulesAcross,
  });
}

function refusedAddresses(
  environments: Environments,
  stacks: readonly OutputStack[],
  addresses: readonly Examined[],
  outdir: string,
): string | undefined {
  if (!addresses.some(isRefused)) return undefined;
  return refusal(addresses, {
    before: lastSynth(outdir),
    now: new Map(stacks.map(({ stack }) => [stack.name, stack])),
    locate: locator(environments),
  });
}

function refusedByChecks(environments: Environments, results: readonly Result[]): string | undefined {
  const blocking = results.filter(isBlocking);
  if (blocking.length === 0) return undefined;
  const lines = report(blocking, (result) => locate(environments, result));
  return `${lines}\n\n${counts(results, CHECKS.length)}`;
}

/** Where the value stands that is to blame, or that an address follows from, as `file:line:column`. */
export function locate(
  environments: Environments,
  place: Pick<Result, "environment" | "layer" | "address" | "cause">,
): string | undefined {
  const environment = environments.find(({ name }) => name === place.environment);
  if (!environment) return undefined;
  const path = place.cause ?? causeOf(environment.config, place.layer, place.address);
  if (path === undefined) return undefined;
  return formatLocation(environment.locate(path));
}
