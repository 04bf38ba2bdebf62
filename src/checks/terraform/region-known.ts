import { EKS_REGIONS } from "../../facts/regions";
import { nearest } from "../../base/did-you-mean";
import { homeOf } from "../../infrastructure/text-references";
import { type Check, at, notJudged, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** The form of AWS's names: a part of the world, a direction and a number. A newer region has it too. */
const FORM = /^[a-z]{2,4}(-gov)?-(central|(north|south)?(east|west)|north|south)-\d+$/;

export const regionKnown: Check = {
  ...ruleOf(TEXTS, "region-known"),
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
