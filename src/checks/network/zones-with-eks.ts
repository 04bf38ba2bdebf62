import { interfacesOf } from "../../infrastructure/network-interfaces";
import { at, type Check, type Finding, ruleOf } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import facts from "./avoided-zones.json";
import TEXTS from "./texts.json";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { claims } from "../../infrastructure/claims";

export const zonesWithEks: Check = {
  ...ruleOf(TEXTS, "zones-with-eks"),
  run: (plan) => {
    const avoided = avoidedZones(homeOf(plan).region);
    if (avoided.length === 0) return [];
    const zones = readZones(plan);
    const subnets = [...interfacesOf(plan).controlPlanes, ...interfacesOf(plan).workloads].flatMap(
      (each) => each.subnets,
    );
    return [...new Set(subnets)].flatMap(({ resource, zone }): Finding[] => {
      if (zone === undefined) return []; // two-zones reports it
      const refused = zones.filter(({ name }) => name === zone).flatMap(({ refusedIds }) => refusedIds);
      const accepted = avoided.filter((id) => !refused.includes(id));
      if (accepted.length === 0) return [];
      return [
        {
          ...at(resource),
          message: `no data source refuses the zone id ${accepted.join(", ")} for ${zone}, and EKS creates no cluster there`,
        },
      ];
    });
  },
};

/** An availability zone that Terraform reads at plan. */
interface ReadZone {
  readonly resource: PlannedResource;
  /** Name of the zone, with its letter: `us-east-1a`. */
  readonly name: string;
  /** Ids of zones for which the plan fails. */
  readonly refusedIds: readonly string[];
}

/** Zones that every plan reads. A data source with `count` or `for_each` can be read in no plan, so it is left out. */
const readZones = (plan: EnvironmentPlan): ReadZone[] =>
  plan
    .resources("data.aws_availability_zone")
    .filter(({ config }) => config.count === undefined && config.for_each === undefined)
    .map((resource) => ({
      resource,
      name: text(resource.config.name) ?? "",
      refusedIds: claims(resource.config, "self.zone_id != ID").flatMap((parts) => parts.text("ID") ?? []),
    }));

/** Ids of zones without Amazon EKS. This list is independent of the one that postconditions are emitted from (`src/facts/regions.ts`). */
const AVOIDED: Readonly<Record<string, readonly string[]>> = facts.zones;

/** Ids of the zones of a region in which a cluster cannot be created. */
const avoidedZones = (region: string): readonly string[] => AVOIDED[region] ?? [];
