import { subnetsOf } from "../../infrastructure/network-routes";
import { at, type Check, ruleOf } from "../check";
import { isFound } from "../../terraform/environment-plan";
import { homeOf } from "../../infrastructure/text-references";
import { own } from "../../base/own";
import { EKS_REGIONS } from "../../facts/regions";
import { letters } from "./last-zone-letters.json";
import TEXTS from "./texts.json";

export const zonesKnown: Check = {
  ...ruleOf(TEXTS, "zones-known"),
  run: (plan) => {
    const { region } = homeOf(plan);
    if (!EKS_REGIONS.includes(region)) return []; // region-known reports the region
    const last = own(letters as Readonly<Record<string, string>>, region) ?? "c";
    return [...subnetsOf(plan).values()].flatMap(({ resource, zone }) => {
      // Terraform reads existing subnets before it creates anything
      if (isFound(resource) || zone === undefined || isZone(zone, region, last)) return [];
      return [
        {
          ...at(resource),
          message: `the zone ${zone} is not known; the zones of ${region} end with ${last}`,
          fix: `choose zones of a to ${last} in network.zones`,
          cause: ["network", "zones"],
        },
      ];
    });
  },
};

const isZone = (zone: string, region: string, last: string): boolean =>
  zone.startsWith(region) &&
  zone.length === region.length + 1 &&
  zone.slice(-1) >= "a" &&
  zone.slice(-1) <= last;
