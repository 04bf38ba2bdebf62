import { ALB_HOUR, NLB_HOUR } from "../catalog/prices-network";
import { billedLoadBalancers } from "../analysis/billing/billed-load-balancers";
import { type LinesOf, hoursOf, lineOf } from "./line";

/** Load balancers by the hour, of Terraform and of the controller; what they carry stands with the traffic. */
export const loadBalancerLines: LinesOf = (costing) =>
  billedLoadBalancers(costing.plan).map(({ resource, kind }) =>
    lineOf(costing, resource, {
      item: kind === "network" ? "NLB" : "ALB",
      billedAs: "AWSELB",
      table: kind === "network" ? NLB_HOUR : ALB_HOUR,
      factors: [hoursOf(costing)],
      assumption:
        resource.type === "aws_lb" || resource.type === "data.aws_lb"
          ? "billed from its first minute, by the hour"
          : "the controller makes it of this object and removes it with it",
    }),
  );
