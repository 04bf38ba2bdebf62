import {
  dnsNeeds,
  type Flow,
  needOf,
  type Outside,
  type PartNetwork,
  podsRemote,
  type PolicyNeed,
  rangeRemote,
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
      ...dnsNeeds(proxy.pods),
      ...entryNeeds(plan, proxy),
      ...providerNeeds(proxy),
      ...upstreamNeeds(plan, proxy),
    ]),
};

/** Requests come from the interfaces of the load balancer. */
const entryNeeds = (plan: EnvironmentPlan, { pods }: LogInProxy): PolicyNeed[] =>
  loadBalancersOf(plan).flatMap(({ name, subnets, backends }) =>
    backends
      .filter((backend) => backend.pods === pods)
      .flatMap(({ port }) =>
        [...new Set(subnets.map(({ cidr }) => cidr))]
          .flatMap(rangeRemote)
          .map((remote) => needOf(pods)("ingress", port, remote, name)),
      ),
  );

const providerNeeds = ({ pods, cidrs, port, host }: LogInProxy): PolicyNeed[] =>
  port === undefined
    ? []
    : cidrs.flatMap(rangeRemote).map((remote) => needOf(pods)("egress", port, remote, host));

const upstreamNeeds = (plan: EnvironmentPlan, { pods, upstreams }: LogInProxy): PolicyNeed[] =>
  upstreams.flatMap((address) => {
    const server = serverBehind(plan, address);
    if (!server) return [];
    return [
      needOf(pods)("egress", server.port, podsRemote(server.pods), server.pods.owner.name),
      needOf(server.pods)("ingress", server.port, podsRemote(pods), pods.owner.name),
    ];
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
    const to: Outside = { name: `${host} in ${cidr}`, outside: "range", ...(range ? { range } : {}) };
    return interfacesOf(plan).nodes.map((from) =>
      tcpFlow("provider-reachable", from, to, port, ["the log-in"]),
    );
  });
}
