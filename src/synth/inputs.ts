import { type LockFile, lockFileOf, orphansIn, readLocks } from "../project/address-lock-file";
import { refusedOrphans } from "../project/address-report";
import { type LoadedEnvironment } from "../environment/loaded-environment";
import { type LoadRequest } from "../environment/load-request";
import { readEnvironments } from "../environment/load";
import { ConfigError } from "../environment/problems";
import { RULES } from "../environment/load-rules";
import { type EnvironmentConfig } from "../environment/schema";
import { ownComponents } from "../environment/components";
import { environmentSchema, environmentSchemaOf } from "../parts/environment-schema";
import { COMPONENTS } from "../parts/generated/registry";
import { calledEndpoints, endpointSubnetRules, partRules, partRulesAcross } from "../parts/part-rules";
import { UserError, attempt } from "../base/errors";
import { ownCheckTexts } from "./own-checks/sources";
import { type RuleProblem, allOf } from "../environment/rule-problems";
import { repeatedRules } from "../platform/needed-rules";
import { componentRules } from "../platform/component-rules";

export type Environments = readonly LoadedEnvironment<EnvironmentConfig>[];

/** The environments of a run with their address locks. */
export interface Inputs {
  /** Environments whose files are valid. */
  readonly environments: Environments;
  readonly locks: ReadonlyMap<string, LockFile>;
  /** Errors of all files; those of the next steps are added. */
  readonly errors: UserError[];
  /** Names of the other environments, each with the files to correct. */
  readonly refused: Map<string, readonly string[]>;
  /** Those of them that can be built with corrections. */
  readonly corrected: ReturnType<typeof readEnvironments<EnvironmentConfig>>["corrected"];
}

/** All rules on the keys of one environment. Rules that the platform makes are known where all other keys are right. */
export function environmentRules(config: EnvironmentConfig): RuleProblem[] {
  const found = allOf(
    () => RULES.rules(config),
    () => partRules(config),
    () => componentRules(config, COMPONENTS),
  );
  const ofPlatform = [() => repeatedRules(config, COMPONENTS), () => endpointSubnetRules(config)];
  return found.length > 0 ? found : allOf(...ofPlatform);
}

/** The load of a folder of environments with all rules. */
export function loadRequest(
  directory: string,
  only: readonly string[] | undefined,
): LoadRequest<EnvironmentConfig> {
  const components = ownComponents(
    directory,
    COMPONENTS.map(({ id }) => id),
  );
  const checks = ownCheckTexts(directory);
  return {
    directory,
    ...(only ? { only } : {}),
    schema: components ? environmentSchemaOf(COMPONENTS, components.settings) : environmentSchema,
    ...RULES,
    rules: environmentRules,
    rulesAcross: (all) => [...RULES.rulesAcross(all, calledEndpoints), ...partRulesAcross(all)],
    // A run of chosen environments does not judge the components of others.
    ...(components ? { problems: [...components.misnamed, ...(only ? [] : components.problems)] } : {}),
    completed: (environments) => {
      const completed = components?.completed(environments) ?? { environments, rules: [], problems: [] };
      return checks.size === 0
        ? completed
        : { ...completed, environments: completed.environments.map((each) => withTexts(each, checks)) };
    },
  };
}

/** An environment that is also made of other files. */
const withTexts = (
  environment: Environments[number],
  texts: ReadonlyMap<string, string>,
): Environments[number] => ({ ...environment, texts: new Map([...environment.texts, ...texts]) });

/**
 * Reads environments and their address locks, and collects the errors of all files. `namedIn` is the place of the names for messages; by
 * default that of the command line.
 */
export function readInputs(directory: string, only: readonly string[] | undefined, namedIn?: string): Inputs {
  const request = loadRequest(directory, only);
  const { environments, problems, refused, corrected } = readEnvironments(
    namedIn === undefined ? request : { ...request, namedIn },
  );
  const errors: UserError[] = problems.length > 0 ? [new ConfigError(problems)] : [];
  const files = new Map(refused);
  const locks = new Map<string, LockFile>();
  for (const { name, file } of environments) {
    const read = attempt(errors, () => readLocks([{ name, file }]));
    if (!read) files.set(name, [lockFileOf(file)]);
    read?.forEach((lock) => locks.set(name, lock));
  }
  const orphans = only === undefined ? (attempt(errors, () => orphansIn(directory)) ?? []) : [];
  if (orphans.length > 0)
    errors.push(new UserError(refusedOrphans(orphans.map(({ file }) => lockFileOf(file)))));
  const valid = environments.filter(({ name }) => !files.has(name));
  return { environments: valid, locks, errors, refused: files, corrected };
}

/** Results of the checks in a run that is refused. */
export interface RefusedRun {
  /** Findings as text; undefined if there are none. */
  readonly findings: string | undefined;
  /** Environments with errors that all checks judged, or some of them. */
  readonly checked: ReadonlyMap<string, "all" | "some">;
}

const NOTHING_FOUND: RefusedRun = { findings: undefined, checked: new Map() };

/** Lines with the environments that not all checks judged; undefined if there are none. */
function notChecked(refused: Inputs["refused"], checked: RefusedRun["checked"]): string | undefined {
  const linesOf = (what: string, judged: "some" | undefined): string[] => {
    const byFiles = new Map<string, string[]>();
    for (const [name, files] of refused) {
      const fix = files.join(" and ");
      if (checked.get(name) === judged) byFiles.set(fix, [...(byFiles.get(fix) ?? []), name]);
    }
    return [...byFiles].map(([files, names]) => `${what}: ${names.join(", ")}; fix ${files} first`);
  };
  const lines = [...linesOf("not checked", undefined), ...linesOf("checked without amounts", "some")];
  return lines.length > 0 ? lines.join("\n") : undefined;
}

/** One error for all that refuses a run. */
export function refusedRun(
  errors: readonly UserError[],
  refused: Inputs["refused"],
  { findings, checked }: RefusedRun = NOTHING_FOUND,
): UserError {
  const messages = errors.map(({ message }) => message);
  const blocks = [...messages, findings, notChecked(refused, checked), "nothing was written"];
  return new UserError(blocks.filter((block) => block !== undefined).join("\n\n"));
}
