import { combinedFinding } from "../../analysis/blocks";
import { coveredSize, sizeOf } from "../../analysis/network/ranges";
import { type Check } from "../check";
import { type Policy, type PolicyPeer, type PolicyPorts, policiesOf } from "./policies";
import { type PolicyProof, type Remote, policyProofOf } from "./policy-needs";
import { peerName, policyPortsName } from "./words";

export const networkPolicyWide: Check = {
  id: "network-policy-wide",
  severity: "warning",
  title: "network policies of models admit no peer and no port that is not needed",
  why: "what a policy admits beyond a model's needs is open to whoever gets into a pod",
  fix: "remove the peer or the port, or narrow the range",
  source: 'EKS best practices, "Network security" (read 2026-11-20)',
  run: (plan) => {
    const proof = policyProofOf(plan);
    return policiesOf(plan)
      .filter(({ selected }) => selected.length > 0)
      .flatMap((policy) => combinedFinding(policy.resource, "the policy", excess(policy, proof)));
  },
};

function excess({ rules, selectsAll }: Policy, proof: PolicyProof): string[] {
  const opens = rules.ingress.length + rules.egress.length > 0;
  const others = selectsAll && opens ? ["opens every pod of the namespace, not only its model's"] : [];
  return [...others, ...rulesExcess(rules, proof)];
}

function rulesExcess(rules: Policy["rules"], proof: PolicyProof): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const admits = `admits ${direction} ${direction === "ingress" ? "from" : "to"}`;
    return rules[direction].flatMap((rule) => [
      ...rule.peers.flatMap((peer) => peerExcess(peer, proof).map((what) => `${admits} ${what}`)),
      ...rule.ports.flatMap((ports) =>
        portExcess(ports, proof).map((what) => `admits ${direction} on ${what}`),
      ),
    ]);
  });
}

function peerExcess(peer: PolicyPeer, { peers }: PolicyProof): string[] {
  const needed = peers.get(peer);
  if (needed === undefined) return [`${peerName(peer)}, which nothing needs`];
  return isWider(peer, needed) ? [`${peerName(peer)}, which is wider than needed`] : [];
}

function isWider(peer: PolicyPeer, needed: readonly Remote[]): boolean {
  if (peer.kind === "range" && peer.range) {
    const ranges = needed.flatMap((remote) => (remote.kind === "range" ? [remote.range] : []));
    // S3's ranges are many: only a rule for all addresses is known to hold them.
    return coveredSize(peer.range, ranges) < sizeOf(peer.range);
  }
  if (peer.kind !== "pods") return false;
  const isAnywhere = Object.keys(peer.namespaces ?? {}).length === 0;
  const isKnown = needed.some((remote) => remote.kind === "pods" && remote.namespace !== undefined);
  return Object.keys(peer.pods).length === 0 || (isAnywhere && isKnown);
}

function portExcess(ports: PolicyPorts, proof: PolicyProof): string[] {
  const needed = new Set(proof.ports.get(ports));
  if (needed.size === 0) return [`${policyPortsName(ports)}, which nothing needs`];
  return ports.range && sizeOf(ports.range) > needed.size
    ? [`${policyPortsName(ports)}, which is wider than needed`]
    : [];
}
