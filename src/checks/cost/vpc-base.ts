import { priceIn } from "../../facts/prices";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { HOURS } from "../../facts/hours";
import { homeOf } from "../../infrastructure/text-references";
import { copiesOf } from "../../infrastructure/text-copies";
import { vpcChargesOf } from "../../infrastructure/vpc-charges";

/**
 * This environment's share of the AmazonVPC bill in the longest month without any traffic, in USD; undefined if a price
 * is unknown.
 */
export function vpcBaseOf(plan: EnvironmentPlan): number | undefined {
  const own = vpcChargesOf(plan).filter(({ resource }) => !isFound(resource));
  return own.reduce<number | undefined>((sum, charge) => {
    const usd = priceIn(charge.unitPrice, homeOf(plan).region)?.usd;
    if (sum === undefined || usd === undefined) return undefined;
    return sum + copiesOf(plan, charge.resource).max * charge.count * usd * HOURS.ofLongestMonth;
  }, 0);
}
