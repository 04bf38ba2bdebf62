import { valueOf } from "../../analysis/blocks";
import { internetRoutes } from "../../analysis/network/routing";
import { subnetsOf } from "../../analysis/network/subnets";
import { type Check, at } from "../check";

export const natInZone: Check = {
  id: "nat-in-zone",
  severity: "warning",
  title: "where a zone has a NAT gateway, its subnets use that one",
  why: "traffic through another zone's gateway costs more, and ends when that zone fails",
  fix: "route each private subnet to the NAT gateway of its own zone",
  source: 'VPC user guide, "nat-gateway-basics" (read 2026-11-20)',
  run: (plan) => {
    const subnets = subnetsOf(plan);
    const zoneOf = new Map(
      plan
        .resources("aws_nat_gateway")
        .map((gateway) => [
          gateway,
          subnets.get(plan.identity(valueOf(gateway, gateway.config["subnet_id"])))?.zone,
        ]),
    );
    const zones = [...zoneOf.values()];
    // Several gateways are one for each zone: two in a zone leave another without.
    const doubled = [...zoneOf].filter(([, zone], index) => zones.indexOf(zone) !== index);
    return [
      ...doubled.map(([gateway, zone]) => ({
        ...at(gateway),
        message: `${zone} has another NAT gateway already`,
      })),
      ...[...subnets.values()].flatMap(({ resource, table, zone }) =>
        internetRoutes(table, "nat").flatMap(({ gateway }) => {
          const used = gateway && zoneOf.get(gateway);
          if (used === undefined || used === zone || !zones.includes(zone)) return [];
          return [{ ...at(resource), message: `it is in ${zone} and goes by the NAT gateway in ${used}` }];
        }),
      ),
    ];
  },
};
