import { removedClaims } from "../../infrastructure/removed-claims";
import { type VolumeClaim, classOf, volumeClaimsOf } from "../../infrastructure/volume-claims";
import { say } from "../stages/phrase";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Claims that are deleted or replaced, with the volumes behind them. */
export const volumes: Topic = {
  title: "Volumes",
  lines: (change) =>
    lostClaims(change)
      .filter((claim) => classOf(change.before, claim)?.api.reclaimPolicy !== "Retain")
      .map((claim): TopicLine => {
        const { layer, address } = claim.resource;
        const text = say`${address}: the claim ${claim.name} is deleted, and its volume with all data in it`;
        return { level: "attention", harm: "data lost", layer, address, text };
      }),
};

/** Source: Kubernetes documentation, "Storage Classes": without a reclaim policy, a volume is deleted with its claim (unconfirmed). */
const lostClaims = ({ before, after, resources }: Change): VolumeClaim[] => [
  ...removedClaims(before, after).deleted,
  ...volumeClaimsOf(before).filter(({ resource }) =>
    resources.some(
      ({ type, layer, address, action }) =>
        type.startsWith("kubernetes_persistent_volume_claim") &&
        action === "replace" &&
        layer === resource.layer &&
        address === resource.address,
    ),
  ),
];
