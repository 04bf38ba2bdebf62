import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepingZones } from "./address-locks/cluster-zones";
import { type Examined, examine, isRefused } from "./address-locks/examine";
import { lastSynth } from "./address-locks/last-synth";
import { orphanedLockFiles, readLocks } from "./address-locks/lock-file";
import { refusal, refusedOrphans } from "./address-locks/report";
import { type NamedConfig, type Progress, synthesize } from "./app";
import { CHECKS } from "./checks/all";
import { counts, report } from "./checks/report";
import { type Result, isBlocking, runChecks } from "./checks/run";
import { waivedRules } from "./checks/waived-rules";
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
import { type CommitReport } from "./output/plan";
import { StagedOutput } from "./output/staged-output";
import { locksDirOf } from "./provider-locks/lock-file";
import { stageLocks } from "./provider-locks/stage-locks";
import { writeSuppressionFiles } from "./scanners/files";
import { groupByEnvironment } from "./terraform-json/environment-plan";
import { writeEnvironmentRecord } from "./terraform-json/environment-record";
import { type OutputStack, readStacks } from "./terraform-json/output";

export interface SynthRequest {
  /** Folder with a YAML file for each environment. */
  readonly environmentsDir: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  /** Output folder. */
  readonly outdir: string;
  /** Whether the cdktf CLI runs this synth. It removes the folders of stacks that are gone. */
  readonly underCdktfCli: boolean;
  /** ISO date that waivers and support calendars are compared with. */
  readonly today: string;
  /** Receives the current step. @default - none */
  readonly progress?: Progress;
}

type Environments = readonly LoadedEnvironment<EnvironmentConfig>[];

export interface SynthResult {
  readonly environments: Environments;
  /** Stacks of the environments of this run. */
  readonly stacks: readonly OutputStack[];
  /** Warnings and waived findings. */
  readonly results: readonly Result[];
  /** Monthly cost of each environment with the default assumptions. */
  readonly estimates: readonly Estimate[];
  /** Addresses of each environment, compared with its lock. */
  readonly addresses: readonly Examined[];
  readonly report: CommitReport;
}

/**
 * Reads and validates environments, stages their synthesized stacks, checks these, and commits them to the output folder.
 * Throws before the commit if anything is wrong.
 */
export async function synth(request: SynthRequest): Promise<SynthResult> {
  const { environmentsDir, only, outdir, underCdktfCli } = request;
  const environments = load(environmentsDir, only);
  const locks = readLocks(environments);
  const orphans = only === undefined ? orphanedLockFiles(environmentsDir) : [];
  if (orphans.length > 0) throw new UserError(`${refusedOrphans(orphans)}\n\nnothing was written`);
  const output = StagedOutput.open(outdir, underCdktfCli);
  try {
    const stacks = stage(environments, locks, output.folder, request);
    await stageLocks(stacks, {
      locksDir: locksDirOf(environmentsDir),
      folder: output.folder,
      isComplete: only === undefined,
    });
    const checked = await check(environments, locks, stacks, request);
    const names = environments.map(({ name }) => name);
    const report = output.commit({
      isOutOfScope: (stack) =>
        only !== undefined && !names.includes(splitStackName(stack)?.environment ?? stack),
    });
    return { environments, stacks, ...checked, report };
  } catch (error) {
    throw output.explained(error);
  } finally {
    output.close();
  }
}

type Locks = ReturnType<typeof readLocks>;

/** Writes the stacks and the records of environments into the staging folder, and reads the stacks back. */
function stage(
  environments: Environments,
  locks: Locks,
  folder: string,
  { progress }: SynthRequest,
): OutputStack[] {
  synthesize(withLocks(environments, locks), folder, progress);
  for (const environment of environments) {
    const { name, config } = environment;
    writeEnvironmentRecord(folder, name, { waivers: config.waivers, settings: settingsOf(environment) });
  }
  const stacks = readStacks(folder);
  for (const stack of stacks) {
    const { waivers = [] } = environments.find(({ name }) => name === stack.environment)?.config ?? {};
    writeSuppressionFiles(folder, stack, waivedRules(waivers));
  }
  return stacks;
}

/** Environments with the moves and retained repositories of their locks, and with the zones that their clusters were created in. */
const withLocks = (environments: Environments, locks: Locks): NamedConfig[] =>
  environments.map(({ name, config }) => {
    const lock = locks.get(name)?.lock;
    return {
      name,
      config: keepingZones(config, lock),
      moves: lock?.moves ?? [],
      retained: lock?.retained ?? new Map(),
    };
  });

/** Checks staged stacks and their addresses. Throws all blocking results at once. */
async function check(
  environments: Environments,
  locks: Locks,
  stacks: readonly OutputStack[],
  { outdir, today, progress }: SynthRequest,
): Promise<Pick<SynthResult, "results" | "estimates" | "addresses">> {
  progress?.("checking");
  const plans = groupByEnvironment(stacks);
  const results = runChecks({
    plans,
    checks: CHECKS,
    waiversOf: (name) => environments.find((each) => each.name === name)?.config.waivers ?? [],
    today,
  });
  const addresses = examine(environments, stacks, locks);
  const refusals = [
    refusedAddresses(environments, stacks, addresses, outdir),
    refusedByChecks(environments, results),
  ].filter((text) => text !== undefined);
  if (refusals.length > 0) throw new UserError([...refusals, "nothing was written"].join("\n\n"));
  return { results, estimates: plans.map((plan) => estimate(plan, { today, ...USUAL })), addresses };
}

/** Stacks of environments, and the YAML values that cause them. */
export interface Emitted {
  readonly environments: Environments;
  readonly stacks: readonly OutputStack[];
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/** Synthesizes environments in a temporary folder, without checks. */
export function emit(environmentsDir: string, only?: readonly string[]): Emitted {
  const environments = load(environmentsDir, only);
  const staged = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const named = withLocks(environments, readLocks(environments)).map(({ name, config }) => ({
      name,
      config,
    }));
    synthesize(named, staged);
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

/** Location of the YAML value that causes a result or an address, as `file:line:column`. */
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
