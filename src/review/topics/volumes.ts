import { removedClaims, type VolumeClaim, volumeClaimsOf } from "../../infrastructure/kubernetes-volumes";
import { say } from "../stages/phrase";
import { type Change, type Topic, attention, isAt } from "./topic";

/** Claims that are deleted or replaced, with the volumes behind them. */
export const volumes: Topic = {
  title: "Volumes",
  lines: (change) =>
    lostClaims(change)
      .filter((claim) => claim.storageClass?.api.reclaimPolicy !== "Retain")
      .map(({ resource, name }) => {
        const text = say`${resource.address}: the claim ${name} is deleted, and its volume with all data in it`;
        return attention(resource, text, { harm: "data lost" });
      }),
};

/** Source: Kubernetes documentation, "Storage Classes": without a reclaim policy, a volume is deleted with its claim (unconfirmed). */
function lostClaims({ before, after, resources }: Change): VolumeClaim[] {
  const replaced = resources.filter(
    ({ type, action }) => type.startsWith("kubernetes_persistent_volume_claim") && action === "replace",
  );
  return [
    ...removedClaims(before, after).deleted,
    ...volumeClaimsOf(before).filter(({ resource }) => replaced.some(isAt(resource))),
  ];
}
