import { labelSelectors } from "../label-selectors";
import { ANYWHERE } from "../../base/cidr";
import { runningCallers } from "../../infrastructure/callers";
import { items } from "../../infrastructure/kubernetes-api";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import {
  containerPort,
  type LoadBalancer,
  loadBalancersOf,
} from "../../infrastructure/network-load-balancers";
import { CLIENT_LABEL } from "../../facts/client-label";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import {
  interfaceSides,
  PodNeeds,
  type PolicyNeed,
  rangeSides,
  type Side,
} from "../../infrastructure/network-needs";
import { NETWORKS_OF_PARTS } from "../../infrastructure/network-needs-of-parts";
import { openingsOf } from "../../infrastructure/network-openings";
import { type PolicyPorts } from "./words";
import { policiesByPods, type PolicyPeer, type PolicyRule } from "../policies";
import { releaseNeedsOf } from "./release-needs";
import { groupBy } from "../../base/group-by";
import { isTrue } from "../../terraform/stack-json";
import { modelPods } from "../../infrastructure/kubernetes-programs";
import { extraRulesOf } from "./declared-rules";
import { constantCalls } from "../../evidence/callers";
import { servicesOfPods } from "./identity-calls";

const needsOf = memoizePerPlan((plan: EnvironmentPlan): readonly PolicyNeed[] => {
  const entries = groupBy(
    loadBalancersOf(plan).flatMap((from) => from.backends.map((backend) => ({ ...backend, from }))),
    ({ pods }) => pods,
  );
  const sources = new Map(loadBalancersOf(plan).map((from) => [from, sourcesOf(plan, from)]));
  const called = servicesOfModels(plan);
  const ofModels = modelPods(plan).flatMap((pods): PolicyNeed[] => {
    const needs = new PodNeeds(pods);
    return [
      ...(entries.get(pods) ?? []).flatMap(({ from, port }) =>
        (sources.get(from) ?? []).map((side) => needs.from(port, side)),
      ),
      // Where no load balancer leads to any model, pods of the cluster are the clients.
      ...(entries.size > 0
        ? []
        : pods.ports.flatMap(({ number }) => number ?? []).map((port) => needs.from(port, CLIENTS))),
      ...needs.dns,
      ...needs.services(plan, called),
      ...needs.services(
        plan,
        servicesOfPods(plan, pods).filter((each) => each !== FOR_PODS && !called.includes(each)),
      ),
      ...(isTrue(pods.spec.automountServiceAccountToken) ? [needs.api] : []),
    ];
  });
  const ofParts = Object.values(NETWORKS_OF_PARTS).flatMap(({ policyNeeds }) => policyNeeds?.(plan) ?? []);
  return [...ofModels, ...ofParts, ...releaseNeedsOf(plan), ...declaredNeeds(plan)];
});

/** Connections of rules that the file adds, of pods whose policies admit them: `extra-rules` compares these pods with the file. */
const declaredNeeds = (plan: EnvironmentPlan): PolicyNeed[] =>
  extraRulesOf(plan).rules.flatMap(({ direction, peer, from: port }) => {
    if (direction !== "egress" || !("cidr" in peer)) return [];
    const { cidr } = peer;
    const admits = (rule: PolicyRule): boolean =>
      rule.peers.some((each) => each.kind === "range" && each.cidr === cidr) &&
      rule.ports.some(({ range }) => range?.first === port && range.last === port);
    return modelPods(plan)
      .filter((pods) => (policiesByPods(plan).get(pods) ?? []).some(({ rules }) => rules.egress.some(admits)))
      .flatMap((pods) => rangeSides(cidr, [cidr]).map((side) => new PodNeeds(pods).to(port, side)));
  });

const CLIENTS: Side = {
  name: "clients in the cluster",
  remote: { kind: "pods", labels: CLIENT_LABEL.labels },
};

/** Sources of requests: the load balancer's subnets, and its clients if it preserves client addresses. */
function sourcesOf(plan: EnvironmentPlan, from: LoadBalancer): Side[] {
  if (!from.preservesClients) return interfaceSides(from.name, [from]);
  const own = from.subnets.map(({ cidr }) => cidr);
  const clients = openingsOf(plan)
    .listeners.filter(({ interfaces }) => interfaces === from)
    .flatMap(({ rules }) => rules.flatMap(({ peer }) => ("cidr" in peer ? [peer.cidr] : [])));
  return rangeSides(from.name, [...new Set([...own, ...clients])]);
}

/** AWS services that every model calls; those by an action are called by the pods whose role permits it. */
function servicesOfModels(plan: EnvironmentPlan): string[] {
  const services = runningCallers(plan)
    .filter(({ from, sign }) => from === "models" && !("action" in sign))
    .flatMap((caller) => constantCalls(caller).map(({ service }) => service));
  return [...new Set(services)];
}

/** The service that the Pod Identity agent of the node calls for pods. */
const FOR_PODS = "eks-auth";

/** Connections that policies deny, and the connections that need their peers and ports. */
export interface PolicyProof {
  readonly stopped: readonly PolicyNeed[];
  readonly peers: ReadonlyMap<PolicyPeer, readonly PolicyNeed[]>;
  readonly ports: ReadonlyMap<PolicyPorts, readonly PolicyNeed[]>;
}

export const policyProofOf = memoizePerPlan((plan: EnvironmentPlan): PolicyProof => {
  const peers = new Map<PolicyPeer, PolicyNeed[]>();
  const ports = new Map<PolicyPorts, PolicyNeed[]>();
  const stopped = needsOf(plan).filter((need) => {
    const policies = (policiesByPods(plan).get(need.pods) ?? []).filter(({ types }) =>
      types.includes(need.direction),
    );
    const admitting = policies
      .flatMap(({ rules }) => rules[need.direction])
      .map((rule) => admission(rule, need))
      .filter((admitted) => admitted !== undefined);
    for (const admitted of admitting) {
      for (const peer of admitted.peers) add(peers, peer, need);
      for (const port of admitted.ports) add(ports, port, need);
    }
    // Kubernetes allows all traffic of pods that no policy selects.
    return policies.length > 0 && admitting.length === 0;
  });
  return { stopped, peers, ports };
});

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Peers and ports of a rule that allow a connection; undefined if the rule does not allow it. */
function admission(rule: PolicyRule, need: PolicyNeed) {
  const peers = rule.peers.filter((peer) => admitsRemote(peer, need.remote));
  const ports = rule.ports.filter((port) => admitsPort(port, need));
  const isAdmitted =
    (peers.length > 0 || rule.peers.length === 0) && (ports.length > 0 || rule.ports.length === 0);
  return isAdmitted ? { peers, ports } : undefined;
}

function admitsPort({ protocol, range, name }: PolicyPorts, need: PolicyNeed): boolean {
  if (protocol !== need.protocol) return false;
  if (range) return range.first <= need.port && need.port <= range.last;
  // A name is that of a port of the pods which accept the connection.
  const target = need.direction === "ingress" ? need.pods : podsOf(need.remote);
  return target !== undefined && containerPort(target, name) === need.port;
}

const podsOf = (remote: PolicyNeed["remote"]): Pods | undefined =>
  remote.kind === "pods" ? remote.pods : undefined;

function admitsRemote(peer: PolicyPeer, remote: PolicyNeed["remote"]): boolean {
  if (peer.kind === "range") {
    if (peer.range === undefined) return false;
    const { range, except = [] } = peer;
    if (remote.kind === "range") {
      const { range: needed } = remote;
      return range.holds(needed) && !except.some((each) => each.meets(needed));
    }
    // Services with a gateway have addresses of the internet.
    const isAnywhere = peer.cidr === ANYWHERE && except.every(({ isOffInternet }) => isOffInternet);
    return remote.kind === "gateway" && isAnywhere;
  }
  if (peer.kind === "pods") {
    if (remote.kind !== "pods") return false;
    const known = remote.namespace ?? {};
    // Of a namespace, only the labels of a need are known: an expression on another one proves nothing.
    const isKnown = items(peer.namespaces.matchExpressions).every(({ key = "" }) => key in known);
    return (
      isKnown &&
      labelSelectors.matches(peer.namespaces, known) &&
      labelSelectors.matches(peer.pods, remote.labels)
    );
  }
  if (peer.kind === "gateway") return remote.kind === "gateway" && peer.service === remote.service;
  return peer.kind === remote.kind;
}
