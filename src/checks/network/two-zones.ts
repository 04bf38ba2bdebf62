import { endpointsOf } from "../../infrastructure/network-endpoints";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";
import { homeOf } from "../../infrastructure/text-references";

export const twoZones: Check = {
  id: "two-zones",
  severity: "error",
  title:
    "the control plane uses at least two zones of the region, and an endpoint has one subnet in each of its zones",
  why: "EKS rejects a cluster in one zone, and AWS rejects an endpoint with two subnets in a zone",
  fix: "use subnets in at least two availability zones of the region, and one in each zone for an endpoint",
  source:
    'EKS user guide, "network-reqs"; AWS PrivateLink guide, "Subnets and Availability Zones" (read 2026-11-20)',
  run: (plan) => [
    ...outsideRegion(plan),
    ...interfacesOf(plan).controlPlanes.flatMap(narrow),
    ...endpointsOf(plan).flatMap((endpoint) =>
      combinedFinding(endpoint.resource, endpoint.name, crowded(endpoint)),
    ),
  ],
};

function outsideRegion(plan: EnvironmentPlan) {
  const { region } = homeOf(plan);
  return [...subnetsOf(plan).values()].flatMap(({ resource, zone }) =>
    combinedFinding(resource, "the subnet", [
      ...(zone === undefined ? ["has no known availability zone"] : []),
      ...(zone !== undefined && !(zone.startsWith(region) && /^[a-z]$/.test(zone.slice(region.length)))
        ? [`is in ${zone}, which is not a zone of ${region}`]
        : []),
    ]),
  );
}

/** Interfaces whose subnets are all in one zone. */
export function narrow({ subnets, resource, name }: InterfaceSet) {
  const zones = [...new Set(subnets.map(({ zone }) => zone))];
  const problems =
    zones.length < 2
      ? [`all subnets are in ${zones.join(", ") || "an unknown zone"}, expected two zones`]
      : [];
  return combinedFinding(resource, name, problems);
}

function crowded({ subnets }: InterfaceSet): string[] {
  const zones = subnets.map(({ zone }) => zone);
  const twice = [
    ...new Set(zones.filter((zone, index) => zone !== undefined && zones.indexOf(zone) !== index)),
  ];
  return twice.map((zone) => `has two subnets in ${zone}`);
}
