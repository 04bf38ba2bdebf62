import { labelSelectors } from "../label-selectors";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import { podPolicies, type Policy, type PolicyPeer, type PolicyRule } from "../policies";
import { type PolicyNeed } from "../../infrastructure/network-needs";
import { type PolicyProof, policyProofOf } from "./policy-needs";
import { peerName, type PolicyPorts, policyPortsName } from "./words";
import TEXTS from "./texts.json";

export const networkPolicyWide: Check = {
  ...ruleOf(TEXTS, "network-policy-wide"),
  findsExcess: true,
  run: (plan) => {
    const proof = policyProofOf(plan);
    return podPolicies(plan)
      .filter(({ selected }) => selected.length > 0)
      .flatMap((policy) => combinedFinding(policy.resource, "the policy", excess(policy, proof)));
  },
};

function excess({ rules, selected, selectsAll }: Policy, proof: PolicyProof): string[] {
  const opens = rules.ingress.length + rules.egress.length > 0;
  const others =
    selectsAll && opens ? ["selects every pod of the namespace, not only the pods of models"] : [];
  return [...others, ...rulesExcess(rules, selected, proof)];
}

/** Traffic that rules allow without a need of the pods that they select. */
export function rulesExcess(rules: Policy["rules"], selected: readonly Pods[], proof: PolicyProof): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const side = direction === "ingress" ? "from" : "to";
    return rules[direction]
      .flatMap((rule) => ruleExcess(rule, selected, proof))
      .map(({ peer, ports, what }) => {
        const toPeer = peer === undefined ? "" : ` ${side} ${peer}`;
        const onPorts = ports === undefined ? "" : ` on ${ports}`;
        return `allows ${direction}${toPeer}${onPorts}, ${what}`;
      });
  });
}

/** Traffic of a rule without a need, by its peer, its ports, or both. */
interface Excess {
  readonly peer?: string;
  readonly ports?: string;
  readonly what: string;
}

/** A rule allows each of its peers on each of its ports, all peers if it has none, and all ports if it has none. */
function ruleExcess({ peers, ports }: PolicyRule, selected: readonly Pods[], proof: PolicyProof): Excess[] {
  const ofPeer = new Map(peers.map((peer) => [peer, peerExcess(peer, selected, proof)]));
  const ofPorts = new Map(ports.map((each) => [each, portsExcess(each, selected, proof)]));
  const isNeeded = (found: readonly string[] | undefined): boolean => found?.length === 0;
  const pairs = peers
    .filter((peer) => isNeeded(ofPeer.get(peer)))
    .flatMap((peer) =>
      ports
        .filter((each) => isNeeded(ofPorts.get(each)))
        .flatMap((each) => {
          const onPorts = new Set(proof.ports.get(each));
          const needs = (proof.peers.get(peer) ?? []).filter((need) => onPorts.has(need));
          return unneeded(needs, selected).map((what) => ({
            peer: peerName(peer),
            ports: policyPortsName(each),
            what,
          }));
        }),
    );
  return [
    ...(peers.length === 0 ? [{ peer: "every address", what: WIDER }] : []),
    ...(ports.length === 0 ? [{ ports: "every port", what: WIDER }] : []),
    ...[...ofPeer].flatMap(([peer, found]) => found.map((what) => ({ peer: peerName(peer), what }))),
    ...[...ofPorts].flatMap(([each, found]) => found.map((what) => ({ ports: policyPortsName(each), what }))),
    ...pairs,
  ];
}

function peerExcess(peer: PolicyPeer, selected: readonly Pods[], proof: PolicyProof): string[] {
  const needs = proof.peers.get(peer) ?? [];
  return [...unneeded(needs, selected), ...(isWider(peer, needs) ? [WIDER] : [])];
}

function portsExcess(ports: PolicyPorts, selected: readonly Pods[], proof: PolicyProof): string[] {
  const needs = proof.ports.get(ports) ?? [];
  return [...unneeded(needs, selected), ...(hasMorePorts(ports, needs) ? [WIDER] : [])];
}

const WIDER = "which is wider than needed";

/** Selected pods without the need, if any. A policy of several models allows only the needs that all of them have. */
function unneeded(needs: readonly PolicyNeed[], selected: readonly Pods[]): string[] {
  if (needs.length === 0) return ["which nothing needs"];
  const without = selected.filter((pods) => needs.every((need) => need.pods !== pods));
  return without.length === 0
    ? []
    : [`which ${without.map(({ owner }) => owner.name).join(", ")} does not need`];
}

function isWider(peer: PolicyPeer, needs: readonly PolicyNeed[]): boolean {
  if (needs.length === 0) return false;
  const remotes = needs.map(({ remote }) => remote);
  if (peer.kind === "range" && peer.range) {
    const ranges = remotes.flatMap((remote) => (remote.kind === "range" ? [remote.range] : []));
    // S3 has many ranges: only a rule for all addresses is known to contain them.
    const allowed = peer.range.without(peer.except ?? []);
    return allowed.some((each) => each.coveredBy(ranges) < each.size);
  }
  if (peer.kind !== "pods") return false;
  const isAnywhere = labelSelectors.demandsNothing(peer.namespaces);
  const isKnown = remotes.some((remote) => remote.kind === "pods" && remote.namespace !== undefined);
  return labelSelectors.demandsNothing(peer.pods) || (isAnywhere && isKnown);
}

const hasMorePorts = ({ range }: PolicyPorts, needs: readonly PolicyNeed[]): boolean =>
  needs.length > 0 && range !== undefined && range.size > new Set(needs.map(({ port }) => port)).size;
