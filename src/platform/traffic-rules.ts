import type {
  NetworkPolicyV1SpecEgress,
  NetworkPolicyV1SpecEgressPorts,
  NetworkPolicyV1SpecEgressTo,
  NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { TrafficPeer, TrafficRule } from "./pod-traffic";

/** Rules of a network policy. */
export const ingressRule = (rule: TrafficRule): NetworkPolicyV1SpecIngress => ({
  from: peersOf(rule),
  ports: portsOf(rule),
});

export const egressRule = (rule: TrafficRule): NetworkPolicyV1SpecEgress => ({
  to: peersOf(rule),
  ports: portsOf(rule),
});

const peersOf = ({ peers }: TrafficRule): NetworkPolicyV1SpecEgressTo[] => peers.map(peerOf);

const peerOf = (peer: TrafficPeer): NetworkPolicyV1SpecEgressTo =>
  "cidr" in peer
    ? { ipBlock: { cidr: peer.cidr } }
    : {
        ...(peer.namespace === undefined
          ? {}
          : { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } }),
        podSelector: { matchLabels: { ...peer.pods } },
      };

const portsOf = ({ ports, protocols = ["TCP"] }: TrafficRule): NetworkPolicyV1SpecEgressPorts[] =>
  protocols.flatMap((protocol) => ports.map((port) => ({ port: String(port), protocol })));
