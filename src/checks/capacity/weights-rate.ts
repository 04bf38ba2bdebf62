import { atPeak, emptyNode, onNodes } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { startOf } from "../../infrastructure/capacity-weights";
import { number } from "../../terraform/stack-json";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { baselineMibPerSecond } from "../../evidence/network-bandwidth";
import { NODE_DISK } from "../../evidence/node-disk";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const weightsRate: Check = {
  ...ruleOf(TEXTS, "weights-rate"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) => {
      const { weights: stated, downloads } = startOf(plan, pods);
      const workload = onNodes(plan).find(({ resource }) => resource === pods.owner.resource);
      if (!stated || !workload) return [];
      const writes = downloads.length > 0;
      const slow = nodeGroups(plan)
        .filter((group) => group.admits(workload.pod))
        .flatMap((group) => {
          const count = Math.min(atPeak(workload), emptyNode(plan, group)?.holds(workload.requests) ?? 0);
          const limit = slowest(group, writes);
          return limit && count * stated.mibPerSecond > limit.rate ? [{ group, count, ...limit }] : [];
        })
        .sort((a, b) => a.rate / a.count - b.rate / b.count);
      const [worst] = slow;
      return worst ? [problem(workload, stated.mibPerSecond, worst)] : [];
    }),
};

interface Limit {
  /** MiB per second of a node. */
  readonly rate: number;
  readonly of: "network" | "disk";
}

/** The slower one of the network and, for pods that write the files, the disk; undefined if a type is unknown. */
function slowest(group: NodeGroup, writes: boolean): Limit | undefined {
  const rates = group.instanceTypes.flatMap((type) => baselineMibPerSecond(type) ?? []);
  if (rates.length < group.instanceTypes.length) return undefined;
  const network: Limit = { rate: Math.min(...rates), of: "network" };
  // AWS states operations of an instance store, and no throughput.
  if (!writes || group.node?.storeGB !== undefined) return network;
  const rate = number(group.podDisk["throughput"]) ?? NODE_DISK.gp3.mibPerSecond;
  return rate < network.rate ? { rate, of: "disk" } : network;
}

function problem(
  { name, model, resource }: Workload,
  stated: number,
  { group, count, rate, of }: Limit & { readonly group: NodeGroup; readonly count: number },
): Finding {
  const node = `a ${group.instanceTypes.join("/")} of node group ${group.nameInFile}`;
  const most = Math.floor(rate / count);
  return {
    ...at(resource),
    message: `${count === 1 ? "1 pod" : `${count} pods`} of ${name} can start on ${node}, at ${stated} MiB/s each; its ${of} has ${Math.floor(rate)} MiB/s`,
    fix:
      most >= 1
        ? `lower models[${model ?? name}].weights.mibPerSecond to at most ${most}, or choose a faster instance type`
        : "choose a faster instance type, or a larger cpuRequest so that fewer pods share a node",
    key: ["weights", "mibPerSecond"],
  };
}
