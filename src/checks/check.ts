import { type RuleEvaluator } from "../infrastructure/kubernetes-alert-rules";
import { type Stated } from "../infrastructure/stated";
import { type Layer } from "../base/layers";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";

/** One violation of a check, at an address. */
export interface Finding {
  readonly layer: Layer;
  /** Address of the resource to change, or the expected address of a missing resource. */
  readonly address: string;
  /** The violation in one sentence: the actual value and the expected one. */
  readonly message: string;
  /** The correction of this finding. @default - the fix of the check */
  readonly fix?: string;
  /**
   * The key to change, below the part of the environment's file that shapes the resource.
   * @default - the part itself
   */
  readonly key?: readonly string[];
  /** Path of the value in the environment's file that causes it. @default - the part of the file that shapes the resource */
  readonly cause?: readonly (string | number)[];
  /** The entry of the environment's file that accepts the finding in place of a waiver. @default - none */
  readonly accepted?: { readonly reason: string; readonly until: string };
  /** The key of the environment's file that requires it: then it is a warning, also of a check for errors. @default - none */
  readonly requestedBy?: string;
  /**
   * True where the block has no use, so that it goes as a whole: no report has other findings at its address.
   * @default false
   */
  readonly refusesBlock?: boolean;
  /**
   * Paths of arguments that it asks to review. Where other errors at its address name each of them, they are more specific, and reports
   * have them alone. @default - it judges by itself
   */
  readonly reviewed?: readonly string[];
  /**
   * True for a step of the deployment, a value that only the account knows, or a name that this
   * version does not know: no fault of the environment, no error, and no warning in the text of a
   * report.
   * @default false
   */
  readonly isNotice?: boolean;
  /**
   * True for a convention, and for what an improvement leaves: a warning, also of a check for errors. Errors are what breaks, opens or
   * loses something, or contradicts the file. @default false
   */
  readonly isAdvice?: boolean;
  /** True where it says that something is not judged: reports name its check in the list of what is not proved. @default false */
  readonly isNotJudged?: boolean;
  /** True for what more protection leaves: where it is new, a review does not ask to confirm it. @default false */
  readonly isLeftover?: boolean;
}

/** A fault of a resource, or a part of it that no check judges. */
export type CheckProblem = string | { readonly notJudged: string };

/** A rule on the synthesized stacks of every environment. */
export type Check = PresenceCheck | ExcessCheck;

interface CheckRule {
  readonly id: string;
  /** Id of the check behind which pages list it, since its subject is not its part alone. @default - among the checks of its part */
  readonly after?: string;
  /** An error fails a synth; a warning is only reported. */
  readonly severity: "error" | "warning";
  /** The rule as a sentence. */
  readonly title: string;
  /** The consequence of a violation. */
  readonly why: string;
  readonly fix: string;
  /** Reference for the rule, with the date on which it was read. */
  readonly source: string;
  /** Ids of equivalent rules of public scanners, such as `CKV_AWS_39`. @default - none */
  readonly scannerRules?: readonly string[];
  /** Ids of rules of public scanners that require less than this check. @default - none */
  readonly stricterThan?: readonly string[];
  /**
   * True if its messages have amounts that follow from other parts of the environment or from the day, such as the room
   * that is left. They are not part of the id of a finding. @default false
   */
  readonly measures?: boolean;
  /**
   * True if a new finding says that a connection stops which the environment needs. Each check with
   * `reach` in its id says it.
   * @default false
   */
  readonly isOutage?: boolean;
  /**
   * True if what it finds does nothing in the minutes between two applies: schedules and alarms have their time later,
   * and logs begin with the last apply. @default false
   */
  readonly actsLater?: boolean;
  /** True for a check on conventions alone, whose findings on blocks of the owner are advice. @default false */
  readonly isConvention?: boolean;
  /** The fix of a waiver for this check, since no waiver accepts its findings. @default - waivers accept them */
  readonly insteadOfWaiver?: string;
  readonly run: (plan: EnvironmentPlan, context: CheckContext) => readonly Finding[];
}

/** Finds what is missing or has a wrong value. Something must be there in every possible plan, so each of them is judged (`possiblePlans`). */
interface PresenceCheck extends CheckRule {
  readonly findsExcess?: undefined;
}

/**
 * Finds what is open or there without a reason. The reason can exist exactly as long as the opening, so it is judged only in the first
 * possible plan, which has every block that may exist.
 */
interface ExcessCheck extends CheckRule {
  readonly findsExcess: true;
  /** Its findings on what is missing, in the other possible plans. @default - it finds only excess */
  readonly missing?: CheckRule["run"];
}

/** Input of a check besides the plan. */
export interface CheckContext {
  /** The current day, as an ISO date. */
  readonly today: string;
  /** The other environments, for values that must be unique across all of them. */
  readonly others: readonly EnvironmentPlan[];
  /** Values that the file of an environment states, such as quotas of the account. */
  readonly statedOf: (environment: string) => Stated;
  /** Evaluates rules of Prometheus. @default - no program is installed, or it was not asked for */
  readonly evaluateRules?: RuleEvaluator;
}

/**
 * The row of a check in `texts.json` of its folder, as the beginning of the check: its id, severity and texts. A severity that is none is
 * an error.
 */
export function ruleOf<Id extends string, Rows extends Readonly<Record<Id, { readonly severity: string }>>>(
  rows: Rows,
  id: Id,
) {
  const severity: Check["severity"] = rows[id].severity === "warning" ? "warning" : "error";
  return { id, ...rows[id], severity };
}

/** The place of a finding: layer and address of its resource. */
export const at = (resource: { readonly layer: Layer; readonly address: string }) => ({
  layer: resource.layer,
  address: resource.address,
});

/**
 * A notice that names what a check cannot judge. A list of names is dated: a name that it lacks may be newer, or that
 * of another owner.
 */
export const notJudged = (
  resource: { readonly layer: Layer; readonly address: string },
  what: string,
  fix: string,
): Finding => ({ ...at(resource), message: `not judged: ${what}`, fix, isNotice: true, isNotJudged: true });

/** Ids of all rules of public scanners with the subject of a check. */
export const scannerRulesOf = ({ scannerRules = [], stricterThan = [] }: Check): readonly string[] => [
  ...scannerRules,
  ...stricterThan,
];

/** Joins the problems of one resource into one finding. */
export function combinedFinding(
  resource: { readonly layer: Layer; readonly address: string },
  what: string,
  problems: readonly CheckProblem[],
): Finding[] {
  if (problems.length === 0) return [];
  const texts = problems.map((each) => (typeof each === "string" ? each : each.notJudged));
  const finding = { ...at(resource), message: `${what}: ${texts.join("; ")}` };
  const isNotJudged = problems.some((each) => typeof each !== "string");
  return [isNotJudged ? { ...finding, isNotJudged } : finding];
}

/** The fault that several blocks set what only one may set. */
export const repeatedProblems = (what: string, all: readonly PlannedResource[]): string[] =>
  all.length > 1
    ? [`${all.map(({ address }) => address).join(" and ")} set ${what}, and each apply undoes one of them`]
    : [];
