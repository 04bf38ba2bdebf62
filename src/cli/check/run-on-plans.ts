import { type Check, type CheckContext } from "../../checks/check";
import { type Result, runChecks } from "../../checks/run";
import { type Layer, stackName } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type UnknownAttribute } from "../../terraform/unknown-values";
import { type MissingValue } from "./not-known";
import { type PlannedEnvironment } from "./planned-environment";
import { type EnvironmentRecord } from "../../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

export interface Judgement {
  readonly results: readonly Result[];
  /** Findings of checks that needed an unknown value. They may be wrong. */
  readonly unsure: readonly Result[];
  readonly notKnown: readonly MissingValue[];
}

export interface PlansRequest {
  readonly environments: readonly PlannedEnvironment[];
  /** Environments without a plan, for checks on names that are unique among all. */
  readonly others: readonly EnvironmentPlan[];
  readonly checks: readonly Check[];
  readonly waiversOf: (environment: string) => readonly WaiverRecord[];
  /** Checks of the owner, with what synth recorded. @default - none */
  readonly ownChecksOf?: (environment: string) => readonly Check[];
  /** The values that an environment states. */
  readonly statedOf: CheckContext["statedOf"];
  /** The day to compare waivers and support calendars with, as an ISO date. */
  readonly today: string;
  /** Begins the checks of an environment. @default - no one looks */
  readonly step?: (what: string) => void;
  /** Is called after each check, since the checks block the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Runs checks on environments with plans, and records the unknown values that they need. */
export function runOnPlans(request: PlansRequest): Judgement {
  const plans = [...request.environments.map((each) => each.plan()), ...request.others];
  const judgements = request.environments.map((environment) => judge(environment, plans, request));
  return {
    results: judgements.flatMap(({ results }) => results),
    unsure: judgements.flatMap(({ unsure }) => unsure),
    notKnown: judgements.flatMap(({ notKnown }) => notKnown),
  };
}

function judge(
  environment: PlannedEnvironment,
  plans: readonly EnvironmentPlan[],
  { checks, ownChecksOf, waiversOf, statedOf, today, step, tick }: PlansRequest,
): Judgement {
  const asked = new Asked();
  // Each check gets its own plan: a value that one check memoizes would hide that another check needs it.
  const watching = checks.map((check): Check => {
    const watched =
      (run: Check["run"]): Check["run"] =>
      (plan, context) =>
        run(
          environment.plan((layer, unread) => asked.add(check, layer, unread), plan),
          context,
        );
    const own = { ...check, run: watched(check.run) };
    return own.findsExcess && own.missing ? { ...own, missing: watched(own.missing) } : own;
  });
  const found = runChecks({
    plans,
    only: [environment.name],
    checks: environment.hasGaps ? watching : checks,
    ...(ownChecksOf ? { ownChecksOf } : {}),
    waiversOf,
    statedOf,
    today,
    ...(step ? { step } : {}),
    ...(tick ? { tick } : {}),
  });
  const isUnsure = ({ check, waiver }: Result): boolean =>
    !waiver && (environment.missing.length > 0 || asked.isBy(check.id));
  return {
    // The causes come first: what a plan adds can have findings of other checks.
    results: [...environment.differences, ...found.filter((result) => !isUnsure(result))],
    unsure: found.filter(isUnsure),
    notKnown: [...environment.leftOut, ...asked.notKnown(environment)],
  };
}

/** Unknown values that checks read. */
class Asked {
  private readonly values = new Map<
    string,
    { readonly layer: Layer; readonly unread: UnknownAttribute; readonly checks: Set<string> }
  >();

  add({ id }: Check, layer: Layer, unread: UnknownAttribute): void {
    const key = JSON.stringify([layer, unread.address, unread.attribute]);
    const value = this.values.get(key) ?? { layer, unread, checks: new Set() };
    value.checks.add(id);
    this.values.set(key, value);
  }

  isBy(check: string): boolean {
    return [...this.values.values()].some(({ checks }) => checks.has(check));
  }

  notKnown({ name, fix }: PlannedEnvironment): MissingValue[] {
    return [...this.values.values()].map(({ layer, unread, checks }) => ({
      environment: name,
      stack: stackName(name, layer),
      unread,
      why: unread.why,
      fix,
      checks: [...checks],
    }));
  }
}
