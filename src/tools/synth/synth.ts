import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepingZones } from "../shared/address-locks/cluster-zones";
import { type Examined, examine, isRefused } from "../shared/address-locks/examine";
import { inputDigests } from "../shared/address-locks/input-digests";
import { lastSynth } from "../shared/address-locks/last-synth";
import { type LockFile, readLocks } from "../shared/address-locks/lock-file";
import { refusal } from "../shared/address-locks/report";
import { statedIn } from "../../proof/model/stated";
import { BuildError, type Causes, type NamedConfig, type Progress, synthesize } from "./app";
import { CHECKS } from "../../proof/checks/all";
import { counts, report } from "../../proof/checks/report";
import { type Result, acceptingWaivers, isBlocking, runChecks } from "../../proof/checks/run";
import { waivedRules } from "../../proof/checks/waived-rules";
import { loadEnvironments } from "../../platform/environment/loader/load";
import { type Setting, settingsOf } from "../../platform/environment/settings";
import { waiversOf } from "../../platform/environment/waivers";
import { UserError, attempt, userErrorOf } from "../../shared/messages/errors";
import { type Layer, splitStackName } from "../../shared/terraform/layers";
import { type Estimate, estimate } from "../../proof/cost/estimate";
import { USUAL } from "../../proof/cost/line";
import { ownPricesIn } from "../../proof/cost/own-prices";
import { type Environments, type Inputs, loadRequest, notChecked, readInputs } from "./inputs";
import { Locator } from "./locate";
import { type CommitReport } from "../../output/plan";
import { StagedOutput } from "../../output/staged-output";
import { VERSION } from "../../shared/version";
import { locksDirOf } from "../shared/provider-locks/lock-file";
import { stageLocks } from "../shared/provider-locks/stage-locks";
import { writeSuppressionFiles } from "../../proof/scanners/files";
import { groupByEnvironment } from "../../proof/terraform-json/environment-plan";
import {
  type EnvironmentRecord,
  NO_RECORD,
  readEnvironmentRecord,
  writeEnvironmentRecord,
} from "../../proof/terraform-json/environment-record";
import { type OutputStack, readStacks } from "../../proof/terraform-json/output";

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
  /** Is called after each check, since the checks block the process. @default - no one looks */
  readonly tick?: () => void;
}

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
  /** Finds the values of files that shape blocks. */
  readonly locator: Locator;
  readonly report: CommitReport;
}

/**
 * Reads and validates environments, stages their synthesized stacks, checks these, and commits them to the output folder.
 * Throws all errors at once, before the commit: environments whose files are valid are also checked if others are not.
 */
export async function synth(request: SynthRequest): Promise<SynthResult> {
  const { environmentsDir, only, outdir, underCdktfCli } = request;
  const { environments, locks, errors, refused } = readInputs(environmentsDir, only);
  const output = attempt(errors, () => StagedOutput.open(outdir, underCdktfCli));
  try {
    const checked =
      output && (await examined({ environments, locks, errors, refused }, output.folder, request));
    if (!output || !checked || errors.length > 0) throw refusedRun(errors, refused);
    const names = environments.map(({ name }) => name);
    const report = output.commit({
      isOutOfScope: (stack) =>
        only !== undefined && !names.includes(splitStackName(stack)?.environment ?? stack),
    });
    return { environments, ...checked, report };
  } catch (error) {
    throw output ? output.explained(error) : error;
  } finally {
    output?.close();
  }
}

function refusedRun(errors: readonly UserError[], refused: Inputs["refused"]): UserError {
  const blocks = [...errors.map(({ message }) => message), notChecked(refused), "nothing was written"];
  return new UserError(blocks.filter((block) => block !== undefined).join("\n\n"));
}

type Locks = Inputs["locks"];

/** Stages the environments that can be built and checks them; undefined if there is none. Adds what is refused to the inputs. */
async function examined(
  { environments: all, locks, errors, refused }: Inputs,
  folder: string,
  request: SynthRequest,
): Promise<Pick<SynthResult, "stacks" | "results" | "estimates" | "addresses" | "locator"> | undefined> {
  const stageThem = (chosen: Environments) =>
    chosen.length > 0 ? { environments: chosen, ...stage(chosen, locks, folder, request) } : undefined;
  let staged: ReturnType<typeof stageThem>;
  try {
    staged = stageThem(all);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    errors.push(error);
    const failed = all.filter(({ name }) => error.environments.includes(name));
    for (const { name, file } of failed) refused.set(name, [file]);
    staged = stageThem(all.filter((each) => !failed.includes(each)));
  }
  if (!staged) return undefined;
  const { environments, stacks, causes } = staged;
  const locator = new Locator({ environments, causes, last: lastRecords(request.outdir) });
  const isComplete = request.only === undefined && errors.length === 0;
  await stageLocks(stacks, { locksDir: locksDirOf(request.environmentsDir), folder, isComplete }).catch(
    (error: unknown) => errors.push(userErrorOf(error)),
  );
  const { refusals, ...checked } = check({ environments, locks, stacks, locator }, request);
  for (const environment of environments) {
    writeRecords(environment, folder, { stacks, causes, lock: locks.get(environment.name), ...checked });
  }
  errors.push(...refusals.map((text) => new UserError(text)));
  return { stacks, locator, ...checked };
}

interface Written extends Pick<SynthResult, "stacks" | "results"> {
  readonly causes: Causes;
  readonly lock: LockFile | undefined;
}

/** Writes the record of an environment, and for scanners the exceptions of waivers that accept a finding. */
function writeRecords(
  environment: Environments[number],
  folder: string,
  { stacks, causes, lock, results }: Written,
): void {
  const { name } = environment;
  const waivers = acceptingWaivers(results, name);
  writeEnvironmentRecord(folder, name, {
    waivers,
    settings: settingsOf(environment),
    causes: causes.get(name) ?? [],
    inputs: inputDigests(environment, lock),
    version: VERSION,
  });
  for (const stack of stacks.filter((each) => each.environment === name)) {
    writeSuppressionFiles(folder, stack, waivedRules(waivers));
  }
}

/** Writes the stacks of environments into the staging folder, and reads them back. */
function stage(
  environments: Environments,
  locks: Locks,
  folder: string,
  { progress }: SynthRequest,
): { readonly stacks: OutputStack[]; readonly causes: Causes } {
  const causes = synthesize(withLocks(environments, locks), folder, progress ? { progress } : {});
  return { stacks: readStacks(folder), causes };
}

/** Environments with the moves and retained repositories of their locks, and with the zones that their clusters were created in. */
const withLocks = (environments: Environments, locks: Locks): NamedConfig[] =>
  environments.map(({ name, config, locate }) => {
    const lock = locks.get(name)?.lock;
    return {
      name,
      config: keepingZones(config, lock),
      locate,
      moves: lock?.moves ?? [],
      retained: lock?.retained ?? new Map(),
    };
  });

interface Staged {
  readonly environments: Environments;
  readonly locks: Locks;
  readonly stacks: readonly OutputStack[];
  readonly locator: Locator;
}

/** Results of the checks of staged stacks and of their addresses, with the reasons that refuse the run. */
function check(
  { environments, locks, stacks, locator }: Staged,
  { outdir, today, progress, tick }: SynthRequest,
): Pick<SynthResult, "results" | "estimates" | "addresses"> & { readonly refusals: readonly string[] } {
  progress?.("checking");
  const plans = groupByEnvironment(stacks);
  const settingsFor = (name: string): Setting[] =>
    environments.filter((each) => each.name === name).flatMap(settingsOf);
  const results = runChecks({
    plans,
    checks: CHECKS,
    waiversOf: (name) => environments.filter((each) => each.name === name).flatMap(waiversOf),
    statedOf: (name) => statedIn(settingsFor(name)),
    today,
    ...(progress ? { step: progress } : {}),
    ...(tick ? { tick } : {}),
  });
  const addresses = examine(environments, stacks, locks);
  const refusals = [
    refusedAddresses(locator, stacks, addresses, outdir),
    refusedByChecks(locator, results),
  ].filter((text) => text !== undefined);
  const estimates = plans.map((plan) =>
    estimate(plan, { today, ...USUAL }, ownPricesIn(settingsFor(plan.name))),
  );
  return { results, estimates, addresses, refusals };
}

/** Stacks of environments, and the YAML values that cause them. */
export interface Emitted {
  readonly environments: Environments;
  readonly stacks: readonly OutputStack[];
  readonly causes: Causes;
  readonly locate: (environment: string, layer: Layer, address: string) => string | undefined;
}

/**
 * Synthesizes environments in a temporary folder, without checks. `outdir` has the last synth, for addresses that are lost;
 * `progress` receives the current step.
 */
export function emit(
  environmentsDir: string,
  only?: readonly string[],
  outdir?: string,
  progress?: Progress,
): Emitted {
  const environments = loadEnvironments(loadRequest(environmentsDir, only));
  const staged = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const named = withLocks(environments, readLocks(environments)).map(({ name, config, locate }) => ({
      name,
      config,
      ...(locate ? { locate } : {}),
    }));
    const causes = synthesize(named, staged, progress ? { progress } : {});
    const locator = new Locator({
      environments,
      causes,
      ...(outdir === undefined ? {} : { last: lastRecords(outdir) }),
    });
    return {
      environments,
      stacks: readStacks(staged),
      causes,
      locate: (...place) => locator.ofAddress(...place),
    };
  } finally {
    rmSync(staged, { recursive: true });
  }
}

/** Records of the last synth; without a readable record, messages have fewer details. */
const lastRecords =
  (outdir: string) =>
  (environment: string): EnvironmentRecord => {
    try {
      return readEnvironmentRecord(outdir, environment);
    } catch {
      return NO_RECORD;
    }
  };

function refusedAddresses(
  locator: Locator,
  stacks: readonly OutputStack[],
  addresses: readonly Examined[],
  outdir: string,
): string | undefined {
  if (!addresses.some(isRefused)) return undefined;
  return refusal(addresses, {
    before: lastSynth(outdir),
    now: new Map(stacks.map(({ stack }) => [stack.name, stack])),
    locate: (...place) => locator.ofAddress(...place),
  });
}

function refusedByChecks(locator: Locator, results: readonly Result[]): string | undefined {
  const blocking = results.filter(isBlocking);
  if (blocking.length === 0) return undefined;
  const lines = report(blocking, (result) => locator.ofFinding(result));
  return `${lines}\n\n${counts(results, CHECKS.length)}`;
}
