import { type LinesOf, costLine, hoursOf } from "../line";

/** Hourly charges of NAT gateways; their addresses and traffic have lines of their own. */
export const natLines: LinesOf = (costing) =>
  costing.plan.resources("aws_nat_gateway").map((gateway) =>
    costLine(costing, gateway, {
      item: "NAT gateway",
      billedAs: "AmazonEC2",
      unitPrice: "natGatewayHour",
      factors: [hoursOf(costing)],
      assumption: "billed used or not, and not as AmazonVPC",
    }),
  );
