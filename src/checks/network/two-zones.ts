import { combinedFinding } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import { endpointsOf } from "../../analysis/network/endpoints";
import {
  type InterfaceSet,
  controlPlanesOf,
  distinct,
  workloadsOf,
} from "../../analysis/network/interface-sets";
import { subnetsOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const twoZones: Check = {
  id: "two-zones",
  severity: "error",
  title:
    "control plane and nodes stand in two zones of the region or more, an endpoint once in each of its zones",
  why: "EKS refuses a single zone, and nodes in one zone end with it; AWS refuses an endpoint two subnets of a zone",
  fix: "name subnets of two availability zones of the region, one of each for an endpoint",
  source:
    'EKS user guide, "network-reqs"; AWS PrivateLink guide, "Subnets and Availability Zones" (read 2026-11-20)',
  run: (plan) => [
    ...outsideRegion(plan),
    ...[...controlPlanesOf(plan), ...workloadsOf(plan)].flatMap(narrow),
    ...endpointsOf(plan).flatMap((endpoint) =>
      combinedFinding(endpoint.resource, endpoint.name, crowded(endpoint)),
    ),
  ],
};

function outsideRegion(plan: EnvironmentPlan) {
  const { region } = homeOf(plan);
  return [...subnetsOf(plan).values()].flatMap(({ resource, zone }) =>
    combinedFinding(resource, "the subnet", [
      ...(zone === undefined ? ["names no availability zone"] : []),
      ...(zone !== undefined && !(zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length)))
        ? [`is in ${zone}, which is no zone of ${region}`]
        : []),
    ]),
  );
}

function narrow({ subnets, resource, name }: InterfaceSet) {
  const zones = distinct(subnets.map(({ zone }) => zone));
  const problems = zones.length < 2 ? [`stand in ${zones.join(", ") || "no zone that is known"} alone`] : [];
  return combinedFinding(resource, name, problems);
}

function crowded({ subnets }: InterfaceSet): string[] {
  const zones = subnets.map(({ zone }) => zone);
  const twice = distinct(zones.filter((zone, index) => zone !== undefined && zones.indexOf(zone) !== index));
  return twice.map((zone) => `has two subnets in ${zone}`);
}
