import { existsSync } from "node:fs";
import { keepingZones } from "../project/cluster-zones";
import { type Examined, examine } from "../project/examine";
import { inputDigests } from "../project/changed-inputs";
import { type LockFile } from "../project/address-lock-file";
import { imageLockPath } from "../project/image-lock";
import { COMPARING, type NotProved, notProved } from "../project/not-proved";
import { knowledgeOf, refusal } from "../project/address-report";
import { CHECKS } from "../checks/all";
import { countOf, recordedChecks } from "../checks/own-checks";
import { type Result, acceptingWaivers, isBlocking, runChecks } from "../checks/run";
import { waivedRules } from "../checks/waived-rules";
import { type Estimate, estimate } from "../cost/estimate";
import { USUAL } from "../cost/line";
import { ownPricesIn } from "../cost/own-prices";
import { statedBy } from "../infrastructure/stated";
import { writeSuppressionFiles } from "../checks/files";
import { groupByEnvironment } from "../terraform/environment-plan";
import {
  type EnvironmentRecord,
  NO_RECORD,
  readEnvironmentRecord,
  recordFile,
  writeEnvironmentRecord,
} from "../terraform/environment-record";
import { type OutputStack } from "../terraform/output";
import { environmentSettings } from "../environment/settings";
import { waiversOf } from "../environment/waivers";
import { VERSION } from "../base/version";
import { findingsText } from "./run/findings-text";
import { writeRolloutFiles } from "./run/rollout-files";
import { type BlockCauses, type NamedConfig, type OnStep } from "./app";
import { type Environments, type Inputs } from "./inputs";
import { type Locator } from "./locate";
import { type OwnChecks } from "./run";

type WaiverRecord = EnvironmentRecord["waivers"][number];

type Setting = ReturnType<typeof environmentSettings>[number];

type Locks = Inputs["locks"];

/** Environments with the moves and retained repositories of their locks, and with the zones that their clusters were created in. */
export const withLocks = (environments: Environments, locks: Locks): NamedConfig[] =>
  environments.map(({ name, config, files, own, locate }) => {
    const lock = locks.get(name)?.lock;
    return {
      name,
      config: keepingZones(config, lock),
      files,
      ...(own ? { own } : {}),
      locate,
      moves: lock?.moves ?? [],
      retained: lock?.retained ?? new Map(),
    };
  });

/** Stacks that were written, and the environments that they are built of. */
export interface Staged {
  readonly environments: Environments;
  readonly locks: Locks;
  readonly stacks: readonly OutputStack[];
  readonly locator: Locator;
  /** Findings of own checks. */
  readonly ownChecks: OwnChecks;
}

export interface CheckRequest {
  /** Folder with a YAML file for each environment, beside that of the locks. @default - there is none, and no lock */
  readonly environmentsDir?: string;
  /** Output folder with the last synth, for addresses that are lost. */
  readonly outdir: string;
  /** ISO date that waivers and support calendars are compared with. */
  readonly today: string;
  /** Receives the current step. @default - none */
  readonly progress?: OnStep;
  /** Is called after each check, since the checks block the process. @default - no one looks */
  readonly tick?: () => void;
}

export interface Checked {
  /** Findings of the checks. */
  readonly results: readonly Result[];
  /** Monthly cost of each environment with the default assumptions. */
  readonly estimates: readonly Estimate[];
  /** Addresses of each environment, compared with its lock. */
  readonly addresses: readonly Examined[];
  /** Things that none of this proves. */
  readonly notProved: readonly NotProved[];
  /** Text of refused addresses; undefined if there are none. */
  readonly lost: string | undefined;
}

/** Results of the checks of staged stacks and of their addresses, with the reasons that refuse the run. */
export function check(
  { environments, locks, stacks, locator, ownChecks }: Staged,
  { environmentsDir, outdir, today, progress, tick }: CheckRequest,
): Checked {
  progress?.("checking");
  const settingsFor = (name: string): Setting[] =>
    environments.filter((each) => each.name === name).flatMap(environmentSettings);
  const statedOf = statedBy(settingsFor);
  const plans = groupByEnvironment(stacks, (name) => statedOf(name).instanceTypes);
  const results = runChecks({
    plans,
    checks: CHECKS,
    ownChecksOf: (name) => recordedChecks({ ownChecks: ownChecks.get(name) ?? [] }),
    waiversOf: (name) => environments.filter((each) => each.name === name).flatMap(waiversOf),
    statedOf,
    today,
    ...(progress ? { step: progress } : {}),
    ...(tick ? { tick } : {}),
  });
  const addresses = examine(environments, stacks, locks);
  const lost = refusedAddresses(locator, stacks, addresses, outdir);
  const estimates = plans.map((plan) =>
    estimate(plan, { today, ...USUAL }, ownPricesIn(settingsFor(plan.name))),
  );
  const judged = plans.map((plan) => ({
    plan,
    stated: statedOf(plan.name),
    findings: results.filter(({ environment }) => environment === plan.name),
  }));
  const notRun = [...COMPARING, ...(hasAllLocks(environmentsDir, environments) ? [] : ["lock images"])];
  return { results, estimates, addresses, notProved: notProved(judged, notRun), lost };
}

/** Whether each environment has a lock of its images, which `lock images` writes. */
const hasAllLocks = (environmentsDir: string | undefined, environments: Environments): boolean =>
  environmentsDir !== undefined &&
  environments.every(({ name }) => existsSync(imageLockPath(environmentsDir, name)));

interface Written extends Pick<Staged, "stacks" | "ownChecks">, Pick<Checked, "results"> {
  readonly causes: BlockCauses;
  readonly lock: LockFile | undefined;
}

/** The record of an environment with these waivers. */
export const checkedRecord = (
  environment: Environments[number],
  { causes, lock, ownChecks }: Pick<Written, "causes" | "lock" | "ownChecks">,
  waivers: readonly WaiverRecord[],
): EnvironmentRecord<unknown> => ({
  waivers,
  settings: environmentSettings(environment),
  causes: causes.get(environment.name) ?? [],
  inputs: inputDigests(environment, lock),
  version: VERSION,
  ownChecks: ownChecks.get(environment.name) ?? [],
});

/**
 * Writes the record of an environment, for scanners the exceptions of waivers that accept a finding, and for deployments the rollouts
 * that they await. Returns their paths in the folder.
 */
export function writeRecords(environment: Environments[number], folder: string, written: Written): string[] {
  const { name } = environment;
  const waivers = acceptingWaivers(written.results, name);
  writeEnvironmentRecord(folder, name, checkedRecord(environment, written, waivers));
  const own = written.stacks.filter((each) => each.environment === name);
  return [
    recordFile("", name),
    ...own.flatMap((stack) => writeSuppressionFiles(folder, stack, waivedRules(waivers))),
    ...writeRolloutFiles(folder, own),
  ];
}

/** Texts of what is refused; empty if the stacks may be applied. */
export function refusedTexts(
  { lost, results }: Pick<Checked, "lost" | "results">,
  locator: Locator,
  ownChecks: OwnChecks,
): string[] {
  const findings = results.some(isBlocking)
    ? findingsText(results, (result) => locator.ofFinding(result), countOf(ownChecks.values()))
    : undefined;
  return [lost, findings].filter((text) => text !== undefined);
}

/** Records of the last synth; without a readable record, messages have fewer details. */
export const lastRecords =
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
  if (!addresses.some(({ isRefused }) => isRefused)) return undefined;
  return refusal(
    addresses,
    knowledgeOf(outdir, stacks, (...place) => locator.ofAddress(...place)),
  );
}
