import { interfacesOf } from "../../../infrastructure/network-interfaces";
import {
  type Flow,
  type PartNetwork,
  PodNeeds,
  rangeSides,
  tcpFlow,
} from "../../../infrastructure/network-needs";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { proxyPlacesOf, pullsByProxy, statedProxyOf } from "./proxy";

export const NETWORK: PartNetwork = {
  flows,
  policyNeeds: (plan) => {
    const { cidrs = [], port = 0 } = statedProxyOf(plan) ?? {};
    return proxyPlacesOf(plan).flatMap(({ pods }) =>
      pods ? rangeSides(NAME, cidrs).map((side) => new PodNeeds(pods).to(port, side)) : [],
    );
  },
  pullsImages: pullsByProxy,
};

const NAME = "the HTTPS proxy";

/** Nodes and their pods to each range of the proxy. */
function flows(plan: EnvironmentPlan): Flow[] {
  const { cidrs = [], port = 0 } = statedProxyOf(plan) ?? {};
  const callers = [...new Set(proxyPlacesOf(plan).map(({ name }) => name))];
  return cidrs.flatMap((cidr) => {
    const range = rangeOf(cidr);
    const to: Flow["to"] = { name: `${NAME} in ${cidr}`, outside: "range", ...(range ? { range } : {}) };
    return interfacesOf(plan).nodes.map((from) => tcpFlow("proxy-reachable", from, to, port, callers));
  });
}
