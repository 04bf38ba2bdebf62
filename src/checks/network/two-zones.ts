import { endpointsOf } from "../../infrastructure/network-endpoints";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const twoZones: Check = {
  ...ruleOf(TEXTS, "two-zones"),
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
