import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type LinesOf, costLine, hoursOf, monthsOf, times } from "../line";

/** Names for other networks: addresses of Resolver endpoints, and hosted zones. */
export const dnsLines: LinesOf = (costing) => [
  ...interfacesOf(costing.plan).inboundResolvers.map(({ resource, subnets }) =>
    costLine(costing, resource, {
      item: "Resolver endpoint",
      billedAs: "AmazonRoute53",
      unitPrice: "resolverAddressHour",
      factors: [times(subnets.length, "address"), hoursOf(costing)],
      assumption: "billed for each address, used or not; queries are not counted",
    }),
  ),
  ...costing.plan.resources("aws_route53_zone").map((zone) =>
    costLine(costing, zone, {
      item: "hosted zone",
      billedAs: "AmazonRoute53",
      unitPrice: "hostedZoneMonth",
      factors: [monthsOf(costing)],
      assumption: "one of the first 25 zones of the account; queries of alias records are free",
    }),
  ),
];
