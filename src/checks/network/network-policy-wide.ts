import { combinedFinding } from "../../analysis/blocks";
import { coveredSize, sizeOf } from "../../analysis/network/ranges";
import { type Check } from "../check";
import { type Policy, type PolicyPeer, type PolicyPorts, policiesOf } from "./policies";
import { type PolicyProof, type Remote, policyProofOf } from "./policy-needs";
import { peerName, policyPortsName } from "./words";

export const networkPolicyWide: Check = {
  id: "network-policy-wide",
  severity: "warning",
  title: "network policies of models allow only required peers and ports",
  why: "an attacker in a pod can use every path that a policy allows beyond the model's needs",
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
  const others =
    selectsAll && opens ? ["selects every pod of the namespace, not only the pods of its model"] : [];
  return [...others, ...rulesExcess(rules, proof)];
}

function rulesExcess(rules: Policy["rules"], proof: PolicyProof): string[] {
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const allows = `allows ${direction} ${direction === "ingress" ? "from" : "to"}`;
    return rules[direction].flatMap((rule) => [
      ...rule.peers.flatMap((peer) => peerExcess(peer, proof).map((what) => `${allows} ${what}`)),
      ...rule.ports.flatMap((ports) =>
        portExcess(ports, proof).map((what) => `allows ${direction} on ${what}`),
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
    // S3 has many ranges: only a rule for all addresses is known to contain them.
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
