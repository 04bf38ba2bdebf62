import { type QuotaName, QUOTAS, type StatedQuotas } from "../../facts/quotas";
import { homeOf } from "../../infrastructure/text-references";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type CheckContext, type Finding } from "../check";
import { accountCounts } from "./account-counts";
import { clusterCounts } from "./cluster-counts";
import { type Count } from "./counting";
import { loadBalancerCounts } from "./load-balancer-counts";
import { networkCounts } from "./network-counts";

/** Findings for exceeded quotas, either the adjustable or the fixed ones. */
export function exceeded(plan: EnvironmentPlan, context: CheckContext, adjustable: boolean): Finding[] {
  const neighbours = inSameAccount(plan, context.others);
  const stated = statedFor(plan, neighbours, context);
  const own = [...networkCounts(plan), ...clusterCounts(plan), ...loadBalancerCounts(plan)];
  return [...own, ...inAccount(plan, neighbours)].flatMap((used) => {
    const { quota, count, resource, inUpdate = 0 } = used;
    const { most, adjustable: isAdjustable } = QUOTAS[quota];
    const value = stated[quota];
    // AWS's default is no value of this account, so that only what runs all the time is compared with it.
    const needed = value === undefined ? count : count + inUpdate;
    if (isAdjustable !== adjustable || needed <= (value ?? most)) return [];
    return [{ ...at(resource), ...(adjustable ? texts(used, value) : fixedTexts(quota, count)) }];
  });
}

const fixedTexts = (quota: QuotaName, count: number): Pick<Finding, "message"> => ({
  message: `${count} ${QUOTAS[quota].what} exceed the fixed limit of ${QUOTAS[quota].most}`,
});

type Texts = Pick<Finding, "message" | "fix" | "cause" | "isNotice">;

function texts({ quota: name, count, inUpdate = 0 }: Count, stated?: number): Texts {
  const { what, most, code } = QUOTAS[name];
  const key = `quotas.${name}`;
  if (stated !== undefined) {
    const isInUpdate = count <= stated && inUpdate > 0;
    const more = isInUpdate ? `, and ${inUpdate} more while a node group is updated,` : "";
    return {
      message: `${count} ${what}${more} exceed the account's quota of ${stated}`,
      fix: `request at least ${Math.ceil(count + inUpdate)} in Service Quotas, then set ${key} to the new value`,
      cause: ["quotas", name],
    };
  }
  const where = code
    ? `aws service-quotas get-service-quota --region REGION --service-code ${code[0]} --quota-code ${code[1]} prints`
    : "Service Quotas shows";
  return {
    message: `${count} ${what} exceed AWS's default quota of ${most}`,
    fix: `set ${key} to the account's value, which ${where}; if that is below ${Math.ceil(count)}, request an increase first`,
    // New accounts have the default, others may not.
    isNotice: true,
  };
}

/** Other environments of the same account and region. They share its quotas. */
function inSameAccount(plan: EnvironmentPlan, others: CheckContext["others"]): EnvironmentPlan[] {
  const { accountId, region } = homeOf(plan);
  return others.filter((other) => {
    const home = homeOf(other);
    return accountId !== "" && home.accountId === accountId && home.region === region;
  });
}

/** Quotas that any environment of the account and region states. A rule of the configuration refuses different values. */
const statedFor = (
  plan: EnvironmentPlan,
  neighbours: readonly EnvironmentPlan[],
  { statedOf }: CheckContext,
): StatedQuotas =>
  Object.assign({}, ...[...neighbours, plan].map(({ name }) => statedOf(name).quotas)) as StatedQuotas;

/** Counts that include the other environments of the account. */
function inAccount(plan: EnvironmentPlan, neighbours: readonly EnvironmentPlan[]): Count[] {
  const used = new Map<QuotaName, number>();
  for (const { quota, count } of neighbours.flatMap(accountCounts))
    used.set(quota, (used.get(quota) ?? 0) + count);
  return accountCounts(plan).map((own) => ({ ...own, count: own.count + (used.get(own.quota) ?? 0) }));
}
