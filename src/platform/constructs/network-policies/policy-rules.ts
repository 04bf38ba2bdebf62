import {
  type NetworkPolicyV1SpecEgress,
  type NetworkPolicyV1SpecEgressTo,
  type NetworkPolicyV1SpecIngress,
  type NetworkPolicyV1SpecPodSelector,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { type PodLabels } from "../../contract";
import { type TrafficRule } from "../../pod-traffic";

/** Rules of a network policy. */
export const ingressRule = (rule: TrafficRule): NetworkPolicyV1SpecIngress => ({
  from: rule.peers.map(peerOf),
  ...portsOf(rule),
});

export const egressRule = (rule: TrafficRule): NetworkPolicyV1SpecEgress => ({
  to: rule.peers.map(peerOf),
  ...portsOf(rule),
});

const peerOf = (peer: TrafficRule["peers"][number]): NetworkPolicyV1SpecEgressTo =>
  "cidr" in peer
    ? { ipBlock: { cidr: peer.cidr } }
    : {
        ...(peer.namespace === undefined
          ? {}
          : { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } }),
        podSelector: podsWith(peer.pods),
      };

const portsOf = ({ ports, protocols = ["TCP"] }: TrafficRule): Pick<NetworkPolicyV1SpecEgress, "ports"> =>
  ports.length === 0
    ? {}
    : { ports: protocols.flatMap((protocol) => ports.map((port) => ({ port: String(port), protocol }))) };

/** Selector of pods by their labels; without labels, of all pods. */
export const podsWith = (pods: PodLabels): NetworkPolicyV1SpecPodSelector =>
  Object.keys(pods).length === 0 ? {} : { matchLabels: { ...pods } };

/**
 * Pods reach S3 and DynamoDB at their public ranges, through the gateway endpoints. AWS keeps the ranges in prefix lists,
 * and only Terraform knows their length, so the rule is a raw Terraform override: cdktf writes no dynamic block
 * in a list.
 */
export function toRanges(cidrs: readonly string[]): object {
  return {
    ports: [{ port: "443", protocol: "TCP" }],
    dynamic: { to: { for_each: cidrs, content: { ip_block: { cidr: "${to.value}" } } } },
  };
}
