import { isArm, placeable } from "../../analysis/capacity/placement";
import { onNodes } from "../../analysis/capacity/shortage";
import { isDaemonSet } from "../../analysis/capacity/workloads";
import { nodeGroups } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";

export const podArchitecture: Check = {
  id: "pod-architecture",
  severity: "warning",
  title: "the nodes that can run a pod have one architecture",
  why: "an image for one architecture does not start on the other nodes; only the registry has the platforms of an image",
  fix: "set nodeGroup of the model, or waive this check if its image has all platforms that npm run images lists",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ (2026-11-20)",
  run: (plan) => {
    const groups = nodeGroups(plan);
    return onNodes(plan)
      .filter((workload) => !isDaemonSet(workload))
      .flatMap(({ name, pod, resource }) => {
        const homes = groups.filter((group) => placeable(pod, group));
        const arm = homes.find(({ amiType }) => isArm(amiType));
        const x86 = homes.find(({ amiType }) => !isArm(amiType));
        if (!arm || !x86) return [];
        const nodes = `${x86.resource.name} (x86_64) and ${arm.resource.name} (arm64)`;
        return [{ ...at(resource), message: `the pods of ${name} can run on nodes of ${nodes}` }];
      });
  },
};
