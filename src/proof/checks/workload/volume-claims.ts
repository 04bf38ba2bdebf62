import { classOf, volumeClaimsOf } from "../../model/kubernetes/volume-claims";
import { memoryMiB } from "../../../shared/kubernetes/quantities";
import { EBS_DRIVER } from "../../../platform/parts/ebs-csi/facts/ebs-volumes";
import { type Check, at } from "../check";

export const volumeClaims: Check = {
  id: "volume-claims",
  severity: "error",
  title: "each claim names its size, a StorageClass of the stacks, and an access mode that its volume has",
  why: "a claim without a class is never bound, and its pods never start",
  fix: "add components.ebs-csi, and name its StorageClass in the claim",
  source: "Kubernetes documentation, Persistent Volumes (read 2026-11-22)",
  run: (plan) =>
    volumeClaimsOf(plan).flatMap((claim) => {
      const { resource, name, className, storage, accessModes } = claim;
      const found = classOf(plan, claim);
      const isEbs = found?.resource.config["storage_provisioner"] === EBS_DRIVER;
      const problems = [
        ...(found
          ? []
          : [
              className === undefined
                ? "names no StorageClass, and the stacks have no default one"
                : `names the StorageClass ${className}, which is not in the stacks`,
            ]),
        ...((memoryMiB(storage) || 0) > 0 ? [] : [`requests ${storage || "no"} storage`]),
        ...(isEbs && !(accessModes.length === 1 && ONE_NODE.includes(accessModes[0] ?? ""))
          ? [
              `has the access modes ${accessModes.join(", ") || "(none)"}, expected ${ONE_NODE.join(" or ")} for EBS`,
            ]
          : []),
      ];
      return problems.map((problem) => ({ ...at(resource), message: `claim ${name} ${problem}` }));
    }),
};

/** A volume of EBS is attached to one node. */
const ONE_NODE = ["ReadWriteOnce", "ReadWriteOncePod"];
