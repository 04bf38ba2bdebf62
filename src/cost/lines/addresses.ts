import { BILLING } from "../../facts/billing";
import { vpcChargesOf } from "../../infrastructure/vpc-charges";
import { type LinesOf, hoursOf, lineOf, times } from "../line";

/** Public IPv4 addresses: Elastic IPs, and one in each zone of an internet-facing load balancer. */
export const addressLines: LinesOf = (costing) =>
  vpcChargesOf(costing.plan)
    .filter(({ item }) => item === "public IPv4 address")
    .map(({ item, resource, count, unitPrice }) =>
      lineOf(costing, resource, {
        item,
        billedAs: BILLING.vpcService,
        unitPrice,
        factors: [times(count, "address"), hoursOf(costing)],
        assumption:
          resource.type === "aws_eip"
            ? "billed in use or idle"
            : "one in each zone of an internet-facing load balancer",
      }),
    );
