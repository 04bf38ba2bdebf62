import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { classOf, volumeClaimsOf } from "../../infrastructure/kubernetes-volumes";
import { EBS } from "../../evidence/ebs-volumes";
import { type Check } from "../check";
import { type Need, missingEdges } from "./order";

export const teardownVolumes: Check = {
  id: "teardown-volumes",
  severity: "error",
  title: "claims are destroyed before their StorageClass and the driver that deletes their volumes",
  why: "without the driver, volumes remain in the account and are billed, and claims never end; a release without its class waits for volumes",
  fix: "let the release or the claim depend on the StorageClass",
  source: "Kubernetes documentation, Persistent Volumes, Reclaiming (read 2026-11-22)",
  run: (plan) => {
    const addons = addonsOf(plan).filter(({ name }) => name === EBS.addon);
    return missingEdges(
      plan,
      volumeClaimsOf(plan).flatMap((claim): Need[] => {
        const found = classOf(plan, claim);
        return [
          ...(found
            ? [{ first: claim.resource, needs: found.resource, why: `the class of claim ${claim.name}` }]
            : []),
          ...addons.map(({ resource }) => ({
            first: claim.resource,
            needs: resource,
            why: `whose driver deletes the volume of claim ${claim.name}`,
          })),
        ];
      }),
    );
  },
};
