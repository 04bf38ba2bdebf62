import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readLocks } from "../project/address-lock-file";
import { type BlockCauses, BuildError, type OnStep, synthesize } from "./app";
import { type CheckRequest, type Checked, check, lastRecords, withLocks, writeRecords } from "./checked";
import { loadEnvironments } from "../environment/load";
import { UserError, attempt, userErrorOf } from "../base/errors";
import { type Layer, splitStackName } from "../base/layers";
import { checkInPart } from "./run/checked-in-part";
import { findingsText } from "./run/findings-text";
import {
  type Environments,
  type Inputs,
  type RefusedRun,
  loadRequest,
  readInputs,
  refusedRun,
} from "./inputs";
import { Locator } from "./locate";
import { type OwnChecks, checkedPlans, runOwnChecks } from "./run";
import { countOf } from "../checks/own-checks";
import { ownCopiesOf } from "./place";
import { StagedOutput } from "../base/staged-output";
import { locksDirOf, placeLocks } from "../project/provider-locks";
import { type Result, isBlocking } from "../checks/run";
import { groupByEnvironment } from "../terraform/environment-plan";
import { type OutputStack, readStacks } from "../terraform/output";

export interface SynthRequest extends CheckRequest {
  /** Folder with a YAML file for each environment. */
  readonly environmentsDir: string;
  /** Names of environments. @default - all */
  readonly only?: readonly string[];
  /** Whether the cdktf CLI runs this synth. It removes the folders of stacks that are gone. */
  readonly underCdktfCli: boolean;
}

/** The results have warnings and waived findings only. */
export interface SynthResult extends Omit<Checked, "lost"> {
  readonly environments: Environments;
  /** Stacks of the environments of this run. */
  readonly stacks: readonly OutputStack[];
  /** Finds the values of files that shape blocks. */
  readonly locator: Locator;
  readonly ownChecks: OwnChecks;
  readonly report: ReturnType<StagedOutput["commit"]>;
}

/**
 * Reads and validates environments, stages their synthesized stacks, checks these, and commits them to the output folder.
 * Throws all errors at once, before the commit: environments whose files are valid are also checked if others are not.
 */
export async function synth(request: SynthRequest): Promise<SynthResult> {
  const { environmentsDir, only, outdir, underCdktfCli } = request;
  const inputs = readInputs(environmentsDir, only);
  const { environments, errors, refused } = inputs;
  const output = attempt(errors, () => StagedOutput.open(outdir, underCdktfCli));
  try {
    const checked = output && (await examined(inputs, output.folder, request));
    const isRefused = errors.length > 0 || (checked?.results.some(isBlocking) ?? false);
    if (!output || !checked || isRefused) throw refusedRun(errors, refused, found(inputs, checked, request));
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

/** Results of the checks in a run that is refused. Environments with errors are checked as far as they can be built. */
function found(
  { corrected, errors }: Inputs,
  checked: Pick<SynthResult, "stacks" | "results" | "locator" | "ownChecks"> | undefined,
  { today }: SynthRequest,
): RefusedRun {
  const others = checked ? groupByEnvironment(checked.stacks) : [];
  const inPart = corrected.flatMap((each) => {
    try {
      return checkInPart(each, others, today) ?? [];
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      errors.push(error);
      return [];
    }
  });
  const results = [...(checked?.results ?? []), ...inPart.flatMap((each) => each.results)];
  const locate = (result: Result): string | undefined =>
    (inPart.find(({ name }) => name === result.environment) ?? checked)?.locator.ofFinding(result);
  return {
    findings: findingsText(results, locate, checked ? countOf(checked.ownChecks.values()) : 0),
    checked: new Map(inPart.map(({ name, isWhole }) => [name, isWhole ? "all" : "some"])),
  };
}

/** Stages the environments that can be built and checks them; undefined if there is none. Adds what is refused to the inputs. */
async function examined(
  inputs: Inputs,
  folder: string,
  request: SynthRequest,
): Promise<Omit<SynthResult, "environments" | "report"> | undefined> {
  const { locks, errors } = inputs;
  const staged = stageAccepted(inputs, inputs.environments, folder, request);
  if (!staged) return undefined;
  const { environments, stacks, causes } = staged;
  const locator = new Locator({ environments, stacks, causes, last: lastRecords(request.outdir) });
  const isComplete = request.only === undefined && errors.length === 0;
  try {
    placeLocks(stacks, { locksDir: locksDirOf(request.environmentsDir), folder, isComplete });
  } catch (error) {
    errors.push(userErrorOf(error));
  }
  const ownChecks =
    attempt(errors, () => runOwnChecks(request.environmentsDir, () => checkedPlans(environments, stacks))) ??
    new Map<string, []>();
  const { lost, ...checked } = check({ environments, locks, stacks, locator, ownChecks }, request);
  for (const environment of environments) {
    const lock = locks.get(environment.name);
    writeRecords(environment, folder, { stacks, causes, lock, ownChecks, ...checked });
  }
  if (lost !== undefined) errors.push(new UserError(lost));
  return { stacks, locator, ownChecks, ...checked };
}

interface Staging {
  readonly environments: Environments;
  readonly stacks: OutputStack[];
  readonly causes: BlockCauses;
}

/** Stages those of some environments that can be built; undefined if there is none. */
function stageAccepted(
  inputs: Inputs,
  environments: Environments,
  folder: string,
  request: SynthRequest,
): Staging | undefined {
  if (environments.length === 0) return undefined;
  try {
    return stage(environments, inputs.locks, folder, request);
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    inputs.errors.push(error);
    for (const { name, file } of environments) {
      const files = error.environments.get(name)?.map(({ location }) => location?.file ?? file);
      if (files) inputs.refused.set(name, [...new Set(files)]);
    }
    const others = environments.filter(({ name }) => !error.environments.has(name));
    return stageAccepted(inputs, others, folder, request);
  }
}

/** Writes the stacks of environments into the staging folder, and reads them back. */
function stage(
  environments: Environments,
  locks: Inputs["locks"],
  folder: string,
  { progress, environmentsDir }: SynthRequest,
): Staging {
  const locksDir = locksDirOf(environmentsDir);
  const causes = synthesize(withLocks(environments, locks), folder, {
    locksDir,
    ...(progress ? { progress } : {}),
  });
  return { environments, stacks: readStacks(folder, ownCopiesOf(environments)), causes };
}

/** Stacks of environments, and the YAML values that cause them. */
interface Emitted {
  readonly environments: Environments;
  readonly stacks: readonly OutputStack[];
  readonly causes: BlockCauses;
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
  progress?: OnStep,
): Emitted {
  const environments = loadEnvironments(loadRequest(environmentsDir, only));
  const staged = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const named = withLocks(environments, readLocks(environments)).map(
      ({ name, config, files = [], own, locate }) => ({
        name,
        config,
        files,
        ...(own ? { own } : {}),
        ...(locate ? { locate } : {}),
      }),
    );
    const locksDir = locksDirOf(environmentsDir);
    const causes = synthesize(named, staged, { locksDir, ...(progress ? { progress } : {}) });
    const stacks = readStacks(staged, ownCopiesOf(environments));
    const locator = new Locator({
      environments,
      stacks,
      causes,
      ...(outdir === undefined ? {} : { last: lastRecords(outdir) }),
    });
    return {
      environments,
      stacks,
      causes,
      locate: (...place) => locator.ofAddress(...place),
    };
  } finally {
    rmSync(staged, { recursive: true });
  }
}
