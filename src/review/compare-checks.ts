import { CHECKS } from "../checks/all";
import { type Result, runChecks } from "../checks/run";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type WaiverRecord } from "../terraform-json/environment-record";

export interface ChecksReview {
  readonly found: readonly Result[];
  readonly gone: readonly Result[];
  /** Waived now. */
  readonly waived: readonly Result[];
}

/** An environment as checks look at it. */
export interface CheckedSide {
  /** Undefined where it is not there. */
  readonly plan: EnvironmentPlan | undefined;
  /** Environments beside it. */
  readonly others: readonly EnvironmentPlan[];
  readonly waivers: readonly WaiverRecord[];
}

/** Findings by what they are about: one whose words changed is another finding. */
export function compareChecks(before: CheckedSide, after: CheckedSide, today: string): ChecksReview {
  const run = ({ plan, others, waivers }: CheckedSide): Result[] =>
    plan === undefined
      ? []
      : runChecks({
          plans: [plan, ...others],
          only: plan.name,
          checks: CHECKS,
          waiversOf: () => waivers,
          today,
        });
  const [was, is] = [run(before), run(after)];
  const keyOf = ({ check, layer, address, message, waiver }: Result): string =>
    JSON.stringify([check.id, layer, address, message, waiver !== undefined]);
  const [oldKeys, newKeys] = [new Set(was.map(keyOf)), new Set(is.map(keyOf))];
  return {
    found: is.filter((result) => !oldKeys.has(keyOf(result))),
    gone: was.filter((result) => !newKeys.has(keyOf(result))),
    waived: is.filter(({ waiver }) => waiver !== undefined),
  };
}
