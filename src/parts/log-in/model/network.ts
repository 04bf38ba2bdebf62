import {
  type Flow,
  interfaceSides,
  type PartNetwork,
  PodNeeds,
  type PolicyNeed,
  rangeSides,
  tcpFlow,
} from "../../../infrastructure/network-needs";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { loadBalancersOf } from "../../../infrastructure/network-load-balancers";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type LogInProxy, logInProxiesOf } from "./proxies";
import { serverBehind } from "./upstreams";

export const NETWORK: PartNetwork = {
  flows,
  policyNeeds: (plan) =>
    logInProxiesOf(plan).flatMap((proxy) => [
      ...new PodNeeds(proxy.pods).dns,
      ...entryNeeds(plan, proxy),
      ...providerNeeds(proxy),
      ...upstreamNeeds(plan, proxy),
    ]),
};

/** Requests come from the interfaces of the load balancer. */
const entryNeeds = (plan: EnvironmentPlan, { pods }: LogInProxy): PolicyNeed[] =>
  loadBalancersOf(plan).flatMap((balancer) =>
    balancer.backends
      .filter((backend) => backend.pods === pods)
      .flatMap(({ port }) =>
        interfaceSides(balancer.name, [balancer]).map((side) => new PodNeeds(pods).from(port, side)),
      ),
  );

const providerNeeds = ({ pods, cidrs, port, host }: LogInProxy): PolicyNeed[] =>
  port === undefined ? [] : rangeSides(host, cidrs).map((side) => new PodNeeds(pods).to(port, side));

const upstreamNeeds = (plan: EnvironmentPlan, { pods, upstreams }: LogInProxy): PolicyNeed[] =>
  upstreams.flatMap((address) => {
    const server = serverBehind(plan, address);
    return server ? new PodNeeds(pods).toPods(server.port, server.pods) : [];
  });

/** Proxies to their provider. Their pods are on nodes. */
function flows(plan: EnvironmentPlan): Flow[] {
  const ways = new Map(
    logInProxiesOf(plan).flatMap(({ cidrs, host, port }) =>
      port === undefined ? [] : cidrs.map((cidr) => [`${cidr} ${port}`, { cidr, host, port }] as const),
    ),
  );
  return [...ways.values()].flatMap(({ cidr, host, port }) => {
    const range = rangeOf(cidr);
    const to: Flow["to"] = { name: `${host} in ${cidr}`, outside: "range", ...(range ? { range } : {}) };
    return interfacesOf(plan).nodes.map((from) =>
      tcpFlow("provider-reachable", from, to, port, ["the log-in"]),
    );
  });
}
