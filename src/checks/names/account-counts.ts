import { type QuotaName, vcpuQuotaOf } from "../../facts/quotas";
import { vcpusOfType } from "../../facts/stated-types";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Count, countAll } from "./counting";
import { fargateSize } from "../../facts/fargate";
import { groupBy } from "../../base/group-by";
import { atPeak } from "../../infrastructure/capacity-shortage";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { fargateProfiles, profileOf } from "../../infrastructure/capacity-placement";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";

/** Usage of the quotas that apply to an account and region. */
export function accountCounts(plan: EnvironmentPlan): Count[] {
  const created = loadBalancersOf(plan).filter(({ resource }) => !isFound(resource));
  const of = (kind: LoadBalancer["kind"]) =>
    created.filter((each) => each.kind === kind).map(({ resource }) => resource);
  return [
    ...countAll("vpcs", plan.resources("aws_vpc")),
    ...countAll("elasticAddresses", plan.resources("aws_eip")),
    ...countAll("albs", of("application")),
    ...countAll("nlbs", of("network")),
    ...countAll("roles", plan.resources("aws_iam_role")),
    ...vcpus(plan),
    ...fargateVcpus(plan),
  ];
}

/** vCPUs of all node groups, by quota. A group with types of several quotas can have all of its nodes of each. */
function vcpus(plan: EnvironmentPlan): Count[] {
  const used = nodeGroups(plan).flatMap((group) =>
    [...vcpusByQuota(plan, group)].map(([quota, vcpusOfNode]) => ({
      quota,
      group,
      vcpus: group.max * vcpusOfNode,
      inUpdate: group.isOfBlock ? 0 : group.surge * vcpusOfNode,
    })),
  );
  return [...groupBy(used, ({ quota }) => quota)].flatMap(([quota, each]) =>
    countAll(
      quota,
      each.map(({ group }) => group.resource),
      each.reduce((sum, { vcpus: all }) => sum + all, 0),
    ).map((count) => ({ ...count, inUpdate: Math.max(...each.map(({ inUpdate }) => inUpdate)) })),
  );
}

/** vCPUs of the largest type of a group that counts towards a quota, which every node may have. */
function vcpusByQuota(
  plan: EnvironmentPlan,
  { instanceTypes, resource }: NodeGroup,
): ReadonlyMap<QuotaName, number> {
  const isSpot = resource.config.capacity_type === "SPOT";
  const largest = new Map<QuotaName, number>();
  for (const type of instanceTypes) {
    const quota = vcpuQuotaOf(type, isSpot);
    if (quota) largest.set(quota, Math.max(largest.get(quota) ?? 0, vcpusOfType(type, plan.statedTypes)));
  }
  return largest;
}

function fargateVcpus(plan: EnvironmentPlan): Count[] {
  const millis = workloadsOf(plan)
    .filter((workload) => profileOf(plan, workload) !== undefined)
    .reduce((sum, workload) => {
      const { cpuMillis, memoryMiB } = workload.requests;
      return sum + atPeak(workload) * (fargateSize(cpuMillis, memoryMiB)?.cpuMillis ?? 0);
    }, 0);
  return countAll(
    "fargateVcpus",
    fargateProfiles(plan).map(({ resource }) => resource),
    millis / 1000,
  );
}
