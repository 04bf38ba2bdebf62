import { BILLING } from "../../facts/billing";
import { vpcChargesOf } from "../../infrastructure/vpc-charges";
import { type LinesOf, hoursOf, lineOf, times } from "../line";

export const INTERFACE_ENDPOINT = "interface endpoint";

/** Interface endpoints, by zone; gateway endpoints are free. */
export const endpointLines: LinesOf = (costing) =>
  vpcChargesOf(costing.plan)
    .filter(({ item }) => item === INTERFACE_ENDPOINT)
    .map(({ item, resource, count, unitPrice }) =>
      lineOf(costing, resource, {
        item,
        billedAs: BILLING.vpcService,
        unitPrice,
        factors: [times(count, "zone"), hoursOf(costing)],
        assumption: "billed in each zone, used or not",
      }),
    );
