import { classOf, volumeClaimsOf } from "../../analysis/kubernetes/volume-claims";
import { memoryMiB } from "../../core/quantities";
import { type Check, at } from "../check";

export const volumeClaims: Check = {
  id: "volume-claims",
  severity: "error",
  title: "each claim names its size and a StorageClass of the stacks",
  why: "a claim without a class is never bound, and its pods never start",
  fix: "add components.ebs-csi, and name its StorageClass in the claim",
  source: "Kubernetes documentation, Persistent Volumes (read 2026-11-22)",
  run: (plan) =>
    volumeClaimsOf(plan).flatMap((claim) => {
      const { resource, name, className, storage } = claim;
      const problems = [
        ...(classOf(plan, claim)
          ? []
          : [
              className === undefined
                ? "names no StorageClass, and the stacks have no default one"
                : `names the StorageClass ${className}, which is not in the stacks`,
            ]),
        ...((memoryMiB(storage) || 0) > 0 ? [] : [`requests ${storage || "no"} storage`]),
      ];
      return problems.map((problem) => ({ ...at(resource), message: `claim ${name} ${problem}` }));
    }),
};
