import { type EnvironmentPlan } from "../synthesized/environment-plan";
import { type WaiverRecord } from "../synthesized/environment-record";
import { type Check, type Finding } from "./check";

/** A finding with the check that made it. */
export interface Result extends Finding {
  readonly environment: string;
  readonly check: Check;
  /** The waiver that accepts it. */
  readonly waiver?: WaiverRecord;
}

export interface RunRequest {
  readonly plans: readonly EnvironmentPlan[];
  /** The one environment to check, with the others beside it. @default - all */
  readonly only?: string;
  readonly checks: readonly Check[];
  /** Waivers of an environment. */
  readonly waiversOf: (environment: string) => readonly WaiverRecord[];
  /** The day to compare waivers and support calendars with, as an ISO date. */
  readonly today: string;
}

/** Runs every check on every environment; waivers mark what they accept, and are judged themselves. */
export function runChecks({ plans, only, checks, waiversOf, today }: RunRequest): Result[] {
  return plans
    .filter(({ name }) => only === undefined || name === only)
    .flatMap((plan) => {
      const others = plans.filter((other) => other !== plan);
      const waivers = waiversOf(plan.name);
      const used = new Set<WaiverRecord>();
      const results = checks.flatMap((check) =>
        check.run(plan, { today, others }).map((finding): Result => {
          const waiver = waivers.find((each) => accepts(each, check, finding) && each.until >= today);
          if (waiver) used.add(waiver);
          return { ...finding, environment: plan.name, check, ...(waiver ? { waiver } : {}) };
        }),
      );
      return [
        ...results,
        ...waivers.filter((each) => !used.has(each)).map((each) => unused(plan, each, today)),
      ];
    });
}

const accepts = (waiver: WaiverRecord, check: Check, finding: Finding): boolean =>
  waiver.check === check.id && waiver.address === finding.address;

/** A waiver that is over, or that nothing needs any more, hides the next finding: it has to go. */
const WAIVER_CHECK: Check = {
  id: "waiver",
  severity: "error",
  title: "every waiver accepts a finding and has not expired",
  why: "a waiver that nothing needs would hide the next finding of its check",
  fix: "remove the waiver, or look at the finding again and set a new day",
  source: "decisions/0008-checks.md",
  run: () => [],
};

function unused(plan: EnvironmentPlan, waiver: WaiverRecord, today: string): Result {
  const expired = waiver.until < today;
  return {
    environment: plan.name,
    check: WAIVER_CHECK,
    layer: "state",
    address: waiver.address,
    message: expired
      ? `the waiver of ${waiver.check} ended on ${waiver.until}`
      : `the waiver of ${waiver.check} accepts nothing: no such finding`,
  };
}

/** True where a result has to stop a synth. */
export const isBlocking = ({ check, waiver }: Result): boolean => check.severity === "error" && !waiver;
