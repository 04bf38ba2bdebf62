import { type PartNetwork } from "../../../infrastructure/network-needs";
import { internetRoutes, subnetsOf } from "../../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { pullThroughRules } from "../model";

/**
 * The first pull of an image through the endpoints of ECR needs a route to the internet. Without
 * NAT, a script fills the repositories.
 *
 * Source: Amazon ECR user guide, "Considerations for VPC endpoints", pull through cache rules (read 2026-11-26).
 */
export const NETWORK: PartNetwork = {
  internetNeeds: (plan) =>
    pullThroughRules(plan).length > 0 && hasWayOut(plan)
      ? [{ place: "nodes", why: "ECR fills repositories of its cache at the first pull" }]
      : [],
};

const hasWayOut = (plan: EnvironmentPlan): boolean =>
  [...subnetsOf(plan).values()].some(({ table }) => internetRoutes(table, "out").length > 0);
