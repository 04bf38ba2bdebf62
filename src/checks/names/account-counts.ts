import { fargateCpuMillis, instanceCapacity } from "../../catalog/instance-capacity";
import { type QuotaName, vcpuQuotaOf } from "../../catalog/quotas";
import { groupBy, isFound } from "../../analysis/blocks";
import { atPeak } from "../../analysis/capacity/shortage";
import { workloadsOf } from "../../analysis/capacity/workloads";
import { fargateProfiles, profileOf } from "../../analysis/cluster/fargate";
import { type NodeGroup, nodeGroups } from "../../analysis/cluster/node-groups";
import { type LoadBalancer, loadBalancersOf } from "../../analysis/network/load-balancers";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Count, countAll } from "./counting";

/** Usage of the quotas that apply to an account and region. */
export function accountCounts(plan: EnvironmentPlan): Count[] {
  const made = loadBalancersOf(plan).filter(({ resource }) => !isFound(resource));
  const of = (kind: LoadBalancer["kind"]) =>
    made.filter((each) => each.kind === kind).map(({ resource }) => resource);
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

function vcpus(plan: EnvironmentPlan): Count[] {
  return [...groupBy(nodeGroups(plan), vcpuQuota)].flatMap(([quota, groups]) =>
    countAll(
      quota,
      groups.map(({ resource }) => resource),
      groups.reduce((sum, group) => sum + group.max * largestVcpus(group), 0),
    ),
  );
}

/** vCPUs of a group's largest instance type, which every node may have; a type of unknown size counts as 0. */
const largestVcpus = ({ instanceTypes }: NodeGroup): number =>
  Math.max(...instanceTypes.map((type) => instanceCapacity(type)?.vcpus ?? 0));

/** The quota of a node group: GPU families and Spot have separate quotas. */
const vcpuQuota = ({ instanceTypes: [type = ""], resource }: NodeGroup): QuotaName =>
  vcpuQuotaOf(type, resource.config["capacity_type"] === "SPOT");

function fargateVcpus(plan: EnvironmentPlan): Count[] {
  const millis = workloadsOf(plan)
    .filter((workload) => profileOf(plan, workload) !== undefined)
    .reduce((sum, workload) => {
      const { cpuMillis, memoryMiB } = workload.requests;
      return sum + atPeak(workload) * (fargateCpuMillis(cpuMillis, memoryMiB) ?? 0);
    }, 0);
  return countAll(
    "fargateVcpus",
    fargateProfiles(plan).map(({ resource }) => resource),
    millis / 1000,
  );
}
