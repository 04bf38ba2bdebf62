import { EKS_REGIONS } from "../../facts/regions";
import { nearest } from "../../base/did-you-mean";
import { homeOf } from "../../infrastructure/text-references";
import { type Check, at, notJudged } from "../check";

/** The form of AWS's names: a part of the world, a direction and a number. A newer region has it too. */
const FORM = /^[a-z]{2,4}(-gov)?-(central|(north|south)?(east|west)|north|south)-\d+$/;

export const regionKnown: Check = {
  id: "region-known",
  severity: "error",
  title: "the region is known to have Amazon EKS, or has a name of AWS's form",
  why: "a misspelled region shows only when Terraform calls AWS, and prices and buckets of a region that is newer than this version are not known",
  fix: "correct the region; waive this check for a region that AWS has",
  source: "src/facts/regions.ts",
  run: (plan) => {
    const { region } = homeOf(plan);
    const [cluster] = plan.resources("aws_eks_cluster");
    if (!cluster || EKS_REGIONS.includes(region)) return [];
    const meant = nearest(region, EKS_REGIONS);
    const fix = meant === undefined ? undefined : `did you mean ${meant}?`;
    const what = `the region ${region} is in no list of regions with EKS that this version has`;
    const finding = FORM.test(region)
      ? notJudged(cluster, what, `see that AWS has the region${fix === undefined ? "" : `; ${fix}`}`)
      : { ...at(cluster), message: what, ...(fix === undefined ? {} : { fix }) };
    return [{ ...finding, cause: ["region"] }];
  },
};
