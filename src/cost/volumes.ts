import { type VolumeClaim, volumeClaimsOf } from "../infrastructure/kubernetes-volumes";
import { memoryMiB } from "../base/quantities";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type LinesOf, costLine, monthsOf, times } from "./line";
import { asObject } from "../terraform/stack-json";

/** Volumes that claims request. They are billed from their creation until they are deleted, used or not. */
export const volumeLines: LinesOf = (costing) =>
  countedClaims(costing.plan).map((claim) =>
    costLine(costing, claim.resource, {
      item: volumeItem(claim),
      billedAs: "AmazonEC2",
      unitPrice: "gp3GbMonth",
      factors: [
        times(claim.count, "volume"),
        times(gibOf(claim), "GB"),
        times(monthsOf(costing).min, "month"),
      ],
      assumption: "remains without pods and nodes, until its claim is deleted",
    }),
  );

/** Item of the line of a claim. */
export const volumeItem = ({ name }: Pick<VolumeClaim, "name">): string => `volume of claim ${name}`;

/** Claims with a known size and a class of gp3 volumes. Others may be billed, and have no price. */
export const countedClaims = (plan: EnvironmentPlan): VolumeClaim[] =>
  volumeClaimsOf(plan).filter(
    (claim) => asObject(claim.storageClass?.api.parameters)["type"] === "gp3" && gibOf(claim) > 0,
  );

const gibOf = ({ storage }: VolumeClaim): number => memoryMiB(storage) / 1024;
