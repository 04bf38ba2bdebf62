import { atPeak, emptyNode, onNodes } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { groupBy } from "../../base/group-by";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { startOf } from "../../infrastructure/capacity-weights";
import { DISK_OF_NODE, diskGiBFor } from "../../facts/node-disk";
import { NODE_DISK } from "../../evidence/node-disk";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const weightsDisk: Check = {
  ...ruleOf(TEXTS, "weights-disk"),
  run: (plan) => {
    const stated = new Set(
      objectsOf(plan).pods.flatMap((pods) => (startOf(plan, pods).weights ? [pods.owner.resource] : [])),
    );
    const byName = groupBy(nodeGroups(plan), ({ nameInFile }) => nameInFile);
    return [...byName].flatMap(([name, [group]]) => {
      if (!group?.node) return [];
      const full = fullNode(plan, group);
      const holdsWeights = full.some(({ workload }) => stated.has(workload.resource));
      return holdsWeights ? problem(name, group, full) : [];
    });
  },
};

interface Placed {
  readonly workload: Workload;
  readonly count: number;
}

/** A node with as many pods as it holds, those with the largest disk first: one state that the scheduler can reach. */
function fullNode(plan: EnvironmentPlan, group: NodeGroup): Placed[] {
  const room = emptyNode(plan, group);
  return onNodes(plan)
    .filter(({ pod }) => group.admits(pod))
    .sort((a, b) => b.requests.diskMiB - a.requests.diskMiB)
    .flatMap((workload) => {
      const count = room?.place(workload.requests, atPeak(workload)) ?? 0;
      return count > 0 ? [{ workload, count }] : [];
    });
}

function problem(
  name: string,
  { node, instanceTypes, resource }: NodeGroup,
  full: readonly Placed[],
): Finding[] {
  if (!node) return [];
  const used = full.reduce((sum, { workload, count }) => sum + count * workload.requests.diskMiB, 0);
  const system =
    node.gpus > 0 ? NODE_DISK.systemAndImagesMiB.withGpus : NODE_DISK.systemAndImagesMiB.withoutGpus;
  const left = Math.floor(node.diskMiB - used);
  if (left >= system) return [];
  const pods = full.map(({ workload, count }) => `${count} of ${workload.name}`).join(", ");
  const diskGiB = diskGiBFor(used + system);
  return [
    {
      ...at(resource),
      message: `a ${instanceTypes.join("/")} of node group ${name} with ${node.diskInWords} holds these pods: ${pods}; they leave ${left}Mi, expected ${system}Mi for the system and images`,
      fix:
        node.storeGB !== undefined
          ? `choose a larger instance type in cluster.nodeGroups.${name}.instanceTypes`
          : diskGiB <= DISK_OF_NODE.largestGiB
            ? `raise cluster.nodeGroups.${name}.diskGiB to at least ${diskGiB}`
            : "state a larger cpuRequest or memoryRequest, so that fewer of these pods share a node",
      key: [node.storeGB === undefined ? "diskGiB" : "instanceTypes"],
    },
  ];
}
