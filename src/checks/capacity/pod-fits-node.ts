import { FARGATE_OVERHEAD_MIB, fargateCpuMillis } from "../../catalog/instance-capacity";
import { inWords } from "../../analysis/capacity/amounts";
import { daemonsOn, withoutDaemons } from "../../analysis/capacity/packing";
import { placeable } from "../../analysis/capacity/placement";
import { everyNode, onNodes, roomFor } from "../../analysis/capacity/shortage";
import { type Workload, workloadsOf } from "../../analysis/capacity/workloads";
import { profileOf } from "../../analysis/cluster/fargate";
import { type NodeGroup, nodeGroups } from "../../analysis/cluster/node-groups";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const podFitsNode: Check = {
  id: "pod-fits-node",
  severity: "error",
  title: "every pod fits on an empty node of a group that it can run on, beside the DaemonSets",
  why: "a pod that is larger than every node stays Pending; no scaling helps",
  fix: "choose a larger instance type for the node group, or lower the model's requests",
  source:
    "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ and awslabs/amazon-eks-ami nodeadm (2026-11-20)",
  run: (plan) => [...tooLargeForNodes(plan), ...tooLargeForFargate(plan)],
};

function tooLargeForNodes(plan: EnvironmentPlan): Finding[] {
  const groups = nodeGroups(plan).filter(({ node }) => node !== undefined);
  const known = everyNode(plan);
  return onNodes(plan).flatMap((workload) => {
    const homes = groups.filter((group) => placeable(workload.pod, group));
    if (homes.length === 0 || homes.some((group) => roomFor(group, workload, known) > 0)) return [];
    const [home] = homes as [NodeGroup];
    return [{ ...at(workload.resource), message: tooLarge(workload, home, plan) }];
  });
}

function tooLarge({ name, requests }: Workload, group: NodeGroup, plan: EnvironmentPlan): string {
  const { node, instanceTypes, resource } = group;
  if (!node) return `a pod of ${name} fits no node`;
  const left = withoutDaemons(node, daemonsOn(group, everyNode(plan)));
  return (
    `a pod of ${name} requests ${inWords(requests)}; ` +
    `a ${instanceTypes.join("/")} of ${resource.name} has ${inWords(left)} left beside its DaemonSets`
  );
}

function tooLargeForFargate(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan).flatMap((workload) => {
    const { name, requests, resource } = workload;
    if (!profileOf(plan, workload)) return [];
    if (fargateCpuMillis(requests.cpuMillis, requests.memoryMiB) !== undefined) return [];
    const message = `a pod of ${name} requests ${inWords(requests)}; with its overhead of ${FARGATE_OVERHEAD_MIB}Mi, Fargate has no size for it`;
    return [{ ...at(resource), message }];
  });
}
