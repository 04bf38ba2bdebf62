import { internetRoutes, subnetsOf } from "../../infrastructure/network-routes";
import { type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const natInZone: Check = {
  ...ruleOf(TEXTS, "nat-in-zone"),
  run: (plan) => {
    const subnets = subnetsOf(plan);
    const zoneOf = new Map<PlannedResource, string | undefined>(
      plan
        .resources("aws_nat_gateway")
        .map((gateway) => [
          gateway,
          subnets.get(plan.identity(inLayer(gateway, gateway.config.subnet_id)))?.zone,
        ]),
    );
    const zones = [...zoneOf.values()];
    // With several gateways, each zone has one: two in one zone leave another zone without.
    const doubled = [...zoneOf].filter(([, zone], index) => zones.indexOf(zone) !== index);
    return [
      ...doubled.map(([gateway, zone]) => ({
        ...at(gateway),
        message: `${zone} already has a NAT gateway`,
      })),
      ...[...subnets.values()].flatMap(({ resource, table, zone }) =>
        internetRoutes(table, "nat").flatMap(({ gateway }) => {
          const used = gateway && zoneOf.get(gateway);
          if (used === undefined || used === zone || !zones.includes(zone)) return [];
          return [
            {
              ...at(resource),
              message: `the subnet is in ${zone}, but routes to the NAT gateway in ${used}`,
            },
          ];
        }),
      ),
    ];
  },
};
