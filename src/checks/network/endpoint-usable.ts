import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { calledServices } from "./calls";
import { endpointService } from "../../evidence/endpoint-names";
import TEXTS from "./texts.json";

export const endpointUsable: Check = {
  ...ruleOf(TEXTS, "endpoint-usable"),
  run: (plan) =>
    endpointsOf(plan).flatMap((endpoint) => {
      const { service, resource, kind, name } = endpoint;
      // Of an existing network, only the endpoints that this environment calls matter.
      if (service === undefined || (isFound(resource) && !calledServices(plan).has(service))) return [];
      return combinedFinding(resource, name, [
        ...kindProblems(endpoint, service),
        ...(kind === "Interface" ? interfaceProblems(plan, endpoint, service) : []),
      ]);
    }),
};

function kindProblems({ kind }: Endpoint, service: string): string[] {
  const wanted = endpointService(service).kind;
  return kind.toLowerCase() === wanted
    ? []
    : [`is of type ${kind || "unknown"}, expected ${wanted} for ${service}`];
}

function interfaceProblems(plan: EnvironmentPlan, endpoint: Endpoint, service: string): string[] {
  const callers = (calledServices(plan).get(service) ?? []).flatMap(({ interfaces }) => interfaces.subnets);
  const zones = new Set(endpoint.subnets.map(({ zone }) => zone));
  const without = [...new Set(callers.map(({ zone }) => zone))].filter((zone) => !zones.has(zone));
  const others = [
    ...interfacesOf(plan).workloads,
    ...interfacesOf(plan).controlPlanes,
    ...loadBalancersOf(plan),
  ];
  const taken = new Set(others.flatMap(({ groups }) => groups));
  return [
    ...(endpoint.privateDns ? [] : ["has no private DNS"]),
    ...(without.length > 0 ? [`has no interface in ${without.join(", ")}, where callers run`] : []),
    ...(endpoint.groups.some((group) => taken.has(group))
      ? ["shares a security group with nodes, pods, the control plane or a load balancer"]
      : []),
  ];
}
