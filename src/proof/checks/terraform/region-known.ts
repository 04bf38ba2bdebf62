import { EKS_REGIONS } from "../../../platform/facts/regions";
import { nearest } from "../../../shared/messages/did-you-mean";
import { homeOf } from "../../model/home";
import { type Check, at } from "../check";

export const regionKnown: Check = {
  id: "region-known",
  severity: "error",
  title: "the region is known to have Amazon EKS",
  why: "a misspelled region of a valid form shows only when Terraform calls AWS, and prices and buckets of an unknown region are not known",
  fix: "correct the region; waive this check for a region that is newer than this version of the program",
  source: "src/platform/facts/regions.ts",
  run: (plan) => {
    const { region } = homeOf(plan);
    const [cluster] = plan.resources("aws_eks_cluster");
    if (!cluster || EKS_REGIONS.includes(region)) return [];
    const meant = nearest(region, EKS_REGIONS);
    return [
      {
        ...at(cluster),
        message: `the region ${region} is in no list of regions with EKS`,
        ...(meant === undefined ? {} : { fix: `did you mean ${meant}?` }),
        cause: ["region"],
      },
    ];
  },
};
