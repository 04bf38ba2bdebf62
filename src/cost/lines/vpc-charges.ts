import { BILLING } from "../../facts/billing";
import { vpcChargesOf } from "../../infrastructure/vpc-charges";
import { type LinesOf, costLine, hoursOf, times } from "../line";

type VpcCharge = ReturnType<typeof vpcChargesOf>[number];

const linesOf =
  (of: VpcCharge["item"], unit: string, assumptionOf: (charge: VpcCharge) => string): LinesOf =>
  (costing) =>
    vpcChargesOf(costing.plan)
      .filter(({ item }) => item === of)
      .map((charge) =>
        costLine(costing, charge.resource, {
          item: of,
          billedAs: BILLING.vpcService,
          unitPrice: charge.unitPrice,
          factors: [times(charge.count, unit), hoursOf(costing)],
          assumption: assumptionOf(charge),
        }),
      );

/** Interface endpoints, by zone; gateway endpoints are free. */
export const endpointLines = linesOf("interface endpoint", "zone", () => "billed in each zone, used or not");

/** Public IPv4 addresses: Elastic IPs, and one in each zone of an internet-facing load balancer. */
export const addressLines = linesOf("public IPv4 address", "address", ({ resource }) =>
  resource.type === "aws_eip"
    ? "billed in use or idle"
    : "one in each zone of an internet-facing load balancer",
);
