import { instanceStoreGB } from "../../facts/instance-store";
import { nodeGroups, templateOf, usesInstanceStore } from "../../infrastructure/capacity-nodes";
import { type Check, at } from "../check";

export const instanceStore: Check = {
  id: "instance-store",
  severity: "error",
  title: "nodes that put their ephemeral storage on an instance store have one",
  why: "nodeadm finds no disks and leaves images and pods on the root disk, which is smaller",
  fix: "choose instance types with an instance store, or remove instanceStore of the node group",
  source: "awslabs/amazon-eks-ami, nodeadm/internal/system/local_disk.go (read 2026-11-26)",
  run: (plan) =>
    nodeGroups(plan)
      .filter((group) => usesInstanceStore(templateOf(plan, group)))
      .flatMap(({ resource, instanceTypes }) =>
        instanceTypes
          .filter((type) => instanceStoreGB(type) === 0)
          .map((type) => ({
            ...at(resource),
            message: `a ${type} has no instance store`,
            key: ["instanceStore"],
          })),
      ),
};
