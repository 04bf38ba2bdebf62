import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type LinesOf, costLine, hoursOf } from "../line";

/** Hourly charges of load balancers, from Terraform and from the controller; their traffic has lines of its own. */
export const loadBalancerLines: LinesOf = (costing) =>
  loadBalancersOf(costing.plan).map(({ resource, kind }) =>
    costLine(costing, resource, {
      item: kind === "network" ? "NLB" : "ALB",
      billedAs: "AWSELB",
      unitPrice: kind === "network" ? "nlbHour" : "albHour",
      factors: [hoursOf(costing)],
      assumption:
        resource.type === "aws_lb" || resource.type === "data.aws_lb"
          ? "billed for each hour or partial hour"
          : "the controller creates and deletes it with this object",
    }),
  );
