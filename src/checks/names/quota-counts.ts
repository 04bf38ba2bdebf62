import { QUOTAS, type QuotaName } from "../../catalog/quotas";
import { homeOf } from "../../analysis/home";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type CheckContext, type Finding, at } from "../check";
import { accountCounts } from "./account-counts";
import { clusterCounts } from "./cluster-counts";
import { type Count } from "./counting";
import { loadBalancerCounts } from "./load-balancer-counts";
import { networkCounts } from "./network-counts";

/** Findings for exceeded quotas, either the adjustable or the fixed ones. */
export function exceeded(plan: EnvironmentPlan, { others }: CheckContext, adjustable: boolean): Finding[] {
  const own = [...networkCounts(plan), ...clusterCounts(plan), ...loadBalancerCounts(plan)];
  const all = [...own, ...inAccount(plan, others)];
  return all.flatMap(({ quota, count, resource }) => {
    const { what, most, adjustable: isAdjustable } = QUOTAS[quota];
    if (count <= most || isAdjustable !== adjustable) return [];
    const bound = isAdjustable ? "default quota" : "fixed limit";
    return [{ ...at(resource), message: `${count} ${what} exceed the ${bound} of ${most}` }];
  });
}

/** Counts that include other environments of the same account and region, which share its quotas. */
function inAccount(plan: EnvironmentPlan, others: CheckContext["others"]): Count[] {
  const { accountId, region } = homeOf(plan);
  const neighbours = others.filter((other) => {
    const home = homeOf(other);
    return accountId !== "" && home.accountId === accountId && home.region === region;
  });
  const used = new Map<QuotaName, number>();
  for (const { quota, count } of neighbours.flatMap(accountCounts))
    used.set(quota, (used.get(quota) ?? 0) + count);
  return accountCounts(plan).map((own) => ({ ...own, count: own.count + (used.get(own.quota) ?? 0) }));
}
