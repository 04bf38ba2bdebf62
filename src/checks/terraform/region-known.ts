import { EKS_REGIONS } from "../../facts/regions";
import { nearest } from "../../base/did-you-mean";
import { homeOf } from "../../infrastructure/text-references";
import { type Check, type Finding, at, notJudged, ruleOf } from "../check";
import { type PlannedResource } from "../../terraform/environment-plan";
import { text, texts } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

/** The form of AWS's names: a part of the world, a direction and a number. A newer region has it too. */
const FORM = /^[a-z]{2,4}(-gov)?-(central|(north|south)?(east|west)|north|south)-\d+$/;

export const regionKnown: Check = {
  ...ruleOf(TEXTS, "region-known"),
  run: (plan) => {
    const { region } = homeOf(plan);
    const [cluster] = plan.resources("aws_eks_cluster");
    const own = cluster ? judged(cluster, region).map((each) => ({ ...each, cause: ["region"] })) : [];
    const others = (each: PlannedResource, named: readonly string[]): Finding[] =>
      named.flatMap((other) => (other === region ? [] : judged(each, other)));
    return [
      ...own,
      ...plan
        .resources("aws_vpc_peering_connection")
        .flatMap((each) => others(each, [text(each.config.peer_region) ?? region])),
      ...plan
        .resources("aws_vpc_endpoint_service")
        .flatMap((each) => others(each, texts(each.config.supported_regions))),
    ];
  },
};

function judged(resource: PlannedResource, region: string): Finding[] {
  if (EKS_REGIONS.includes(region)) return [];
  const meant = nearest(region, EKS_REGIONS);
  const fix = meant === undefined ? undefined : `did you mean ${meant}?`;
  const what = `the region ${region} is in no list of regions with EKS that this version has`;
  return [
    FORM.test(region)
      ? notJudged(resource, what, `see that AWS has the region${fix === undefined ? "" : `; ${fix}`}`)
      : { ...at(resource), message: what, ...(fix === undefined ? {} : { fix }) },
  ];
}
