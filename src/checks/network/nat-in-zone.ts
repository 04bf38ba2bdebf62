import { internetRoutes, subnetsOf } from "../../infrastructure/network-routes";
import { type PlannedResource, valueOf } from "../../terraform/environment-plan";
import { at, type Check } from "../check";

export const natInZone: Check = {
  id: "nat-in-zone",
  severity: "warning",
  title: "subnets use the NAT gateway of their own zone if it has one",
  why: "traffic through the gateway of another zone costs more and fails with that zone",
  fix: "route each private subnet to the NAT gateway of its own zone",
  source: 'VPC user guide, "nat-gateway-basics" (read 2026-11-20)',
  run: (plan) => {
    const subnets = subnetsOf(plan);
    const zoneOf = new Map<PlannedResource, string | undefined>(
      plan
        .resources("aws_nat_gateway")
        .map((gateway) => [
          gateway,
          subnets.get(plan.identity(valueOf(gateway, gateway.config.subnet_id)))?.zone,
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
