import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import TEXTS from "./texts.json";

export const teardownNetwork: Check = {
  ...ruleOf(TEXTS, "teardown-network"),
  run: (plan) => {
    const graph = dependenciesOf(plan);
    const gates = gatesOf(plan);
    if (gates.length === 0) return [];
    return publicResources(plan)
      .filter((thing) => !gates.some((gate) => graph.outlives(gate, thing)))
      .map((thing): Finding => {
        const [gate] = gates as [PlannedResource];
        return {
          ...at(thing),
          message: `it does not depend on ${gate.address}, which routes its public address`,
        };
      });
  },
};

/** Routes to an internet gateway; the gateways themselves if route tables have inline routes. */
function gatesOf(plan: EnvironmentPlan): PlannedResource[] {
  const gateways = new Set<PlannedResource>(plan.resources("aws_internet_gateway"));
  const routes = plan.resources("aws_route").filter(({ layer, config }) => {
    const gateway = plan.target({ layer, value: config.gateway_id });
    return gateway !== undefined && gateways.has(gateway);
  });
  return routes.length > 0 ? routes : [...gateways];
}

/** Resources with a public address; an Elastic IP address counts only if it is attached. */
function publicResources(plan: EnvironmentPlan): PlannedResource[] {
  return [
    ...plan.resources("aws_nat_gateway").filter(({ config }) => config.connectivity_type !== "private"),
    ...plan.resources("aws_lb").filter(({ config }) => config.internal !== true),
    ...plan.resources("aws_eip").filter(({ config }) => config.instance ?? config.network_interface),
  ];
}
