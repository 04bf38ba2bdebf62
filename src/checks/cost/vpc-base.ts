import { type Price, priceIn } from "../../facts/prices";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { HOURS } from "../../facts/hours";
import { homeOf } from "../../infrastructure/text-references";
import { copiesOf } from "../../infrastructure/text-copies";
import { type VpcCharge, vpcChargesOf } from "../../infrastructure/vpc-charges";

/** Price of a charge in the environment's region; undefined if it is unknown. */
const priceOf = (plan: EnvironmentPlan, { unitPrice }: VpcCharge): Price | undefined =>
  priceIn(unitPrice, homeOf(plan).region);

/**
 * This environment's share of the AmazonVPC bill in the longest month without any traffic, in USD; undefined if a price
 * is unknown.
 */
export function vpcBaseOf(plan: EnvironmentPlan): number | undefined {
  const own = vpcChargesOf(plan).filter(({ resource }) => !isFound(resource));
  return own.reduce<number | undefined>((sum, charge) => {
    const usd = priceOf(plan, charge)?.usd;
    if (sum === undefined || usd === undefined) return undefined;
    return sum + copiesOf(plan, charge.resource).max * charge.count * usd * HOURS.ofLongestMonth;
  }, 0);
}
