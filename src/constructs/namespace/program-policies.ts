import {
  NetworkPolicyV1,
  type NetworkPolicyV1SpecEgressPorts,
  type NetworkPolicyV1SpecEgressTo,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import type { PodTraffic, TrafficPeer, TrafficRule } from "../../core/pod-traffic";
import { defaultDeny } from "./default-deny";
import type { INamespace } from "./namespace";

export interface ProgramPoliciesProps {
  readonly namespace: INamespace;
  readonly programs: readonly PodTraffic[];
}

/** Closes a namespace, and allows the traffic of its programs: a policy for each. */
export class ProgramPolicies extends Construct {
  readonly resources: readonly NetworkPolicyV1[];

  constructor(scope: Construct, id: string, { namespace, programs }: ProgramPoliciesProps) {
    super(scope, id);
    this.resources = [
      defaultDeny(this, namespace),
      ...programs.map(
        ({ name, pods, ingress, egress }) =>
          new NetworkPolicyV1(this, name, {
            metadata: { name, namespace: namespace.name },
            spec: {
              podSelector: { matchLabels: { ...pods } },
              policyTypes: ["Ingress", "Egress"],
              ...(ingress.length > 0
                ? { ingress: ingress.map((rule) => ({ from: peersOf(rule), ports: portsOf(rule) })) }
                : {}),
              ...(egress.length > 0
                ? { egress: egress.map((rule) => ({ to: peersOf(rule), ports: portsOf(rule) })) }
                : {}),
            },
            dependsOn: [namespace.resource],
          }),
      ),
    ];
  }
}

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
