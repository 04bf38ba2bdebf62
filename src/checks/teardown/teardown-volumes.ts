import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { volumeClaimsOf } from "../../infrastructure/kubernetes-volumes";
import { EBS } from "../../evidence/ebs-volumes";
import { type Check, ruleOf } from "../check";
import { type Need, missingEdges } from "./order";
import TEXTS from "./texts.json";

export const teardownVolumes: Check = {
  ...ruleOf(TEXTS, "teardown-volumes"),
  run: (plan) => {
    const addons = addonsOf(plan).filter(({ name }) => name === EBS.addon);
    return missingEdges(
      plan,
      volumeClaimsOf(plan).flatMap((claim): Need[] => {
        const found = claim.storageClass;
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
