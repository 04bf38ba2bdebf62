import { capacityOf } from "../../facts/stated-types";
import { NODE_DISK } from "../../evidence/node-disk";
import { groupBy } from "../../base/group-by";
import { number } from "../../terraform/stack-json";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const parallelImagePull: Check = {
  ...ruleOf(TEXTS, "parallel-image-pull"),
  fix: `set the throughput of the root disk to at least ${NODE_DISK.parallelPullMibPerSecond} MiB/s, or remove parallelImagePull of the node group`,
  run: (plan) => {
    const groups = nodeGroups(plan).flatMap((group) => {
      const { template, pullsInParallel } = group;
      return template && pullsInParallel ? [{ group, template }] : [];
    });
    return [...groupBy(groups, ({ template }) => template)].flatMap(([template, all]) => {
      const found = groupProblems(
        plan,
        all.map(({ group }) => group),
      );
      return found.length === 0
        ? []
        : [{ ...at(template), message: found.join("; "), key: ["parallelImagePull"] }];
    });
  },
};

/** nodeadm ignores its gate below these sizes; the kernel sees less than the 8 GiB of a type. */
const LEAST = { vcpus: 4, memoryMiB: 7 * 1024 };

function groupProblems(plan: EnvironmentPlan, groups: readonly NodeGroup[]): string[] {
  const [{ podDisk, usesInstanceStore }] = groups as [NodeGroup];
  const rate = number(podDisk["throughput"]) ?? NODE_DISK.gp3.mibPerSecond;
  const types = [...new Set(groups.flatMap(({ instanceTypes }) => instanceTypes))];
  const small = types.filter((type) => {
    const size = capacityOf(type, plan.statedTypes);
    return size !== undefined && (size.vcpus < LEAST.vcpus || size.memoryMiB < LEAST.memoryMiB);
  });
  return [
    ...(usesInstanceStore
      ? ["its images are on an instance store, whose throughput AWS does not state"]
      : rate < NODE_DISK.parallelPullMibPerSecond
        ? [`its root disk has ${rate} MiB/s, expected at least ${NODE_DISK.parallelPullMibPerSecond}`]
        : []),
    ...(small.length > 0 ? [`nodeadm ignores it on ${small.join(", ")}`] : []),
  ];
}
