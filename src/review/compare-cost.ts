import { type LineDifference, differences } from "../cost/difference";
import { type Estimate, estimate } from "../cost/estimate";
import { USUAL } from "../cost/line";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";

export interface CostReview {
  readonly before: Estimate | undefined;
  readonly after: Estimate | undefined;
  readonly differences: readonly LineDifference[];
}

/** Compares the cost of both sides; a missing environment costs nothing. */
export function compareCost(
  old: EnvironmentPlan | undefined,
  now: EnvironmentPlan | undefined,
  today: string,
): CostReview {
  const of = (plan: EnvironmentPlan | undefined): Estimate | undefined =>
    plan && estimate(plan, { ...USUAL, today });
  const [before, after] = [of(old), of(now)];
  return { before, after, differences: differences(before, after) };
}
