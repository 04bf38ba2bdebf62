import type {
  NetworkPolicyV1SpecEgress,
  NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PROMETHEUS } from "./metrics";

/** Who may reach a model's pods, and what they may reach. */
export interface NetworkRulesInput {
  /** Container port. */
  readonly port: number;
  /**
   * Ranges of the subnets that the load balancer stands in: its interfaces are the sources of all requests. An
   * internal one stands among the nodes, so its ranges admit their pods, too.
   */
  readonly loadBalancerCidrs: readonly string[];
  /** Ranges of the subnets that hold the interfaces of AWS services' endpoints. */
  readonly endpointCidrs: readonly string[];
  /** Address of the Service `kubernetes`. @default - the Kubernetes API is out of reach */
  readonly apiServerIp?: string;
  /** Admits Prometheus to the port. @default false */
  readonly scraped?: boolean;
}

const HTTPS = [{ port: "443", protocol: "TCP" }];

/**
 * The kubelet's probes need no rule: the VPC CNI's agent always lets a pod's own node through
 * (aws/aws-network-policy-agent, `ComputeMapEntriesFromEndpointRules`, read 2026-11-20).
 */
export function ingressRules({
  port,
  loadBalancerCidrs,
  scraped = false,
}: NetworkRulesInput): NetworkPolicyV1SpecIngress[] {
  const ports = [{ port: String(port), protocol: "TCP" }];
  return [
    { from: loadBalancerCidrs.map(ipBlock), ports },
    ...(scraped ? [{ from: [PROMETHEUS], ports }] : []),
  ];
}

export function egressRules({ endpointCidrs, apiServerIp }: NetworkRulesInput): NetworkPolicyV1SpecEgress[] {
  return [
    {
      to: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
          podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
        },
      ],
      ports: [
        { port: "53", protocol: "UDP" },
        { port: "53", protocol: "TCP" },
      ],
    },
    { to: endpointCidrs.map(ipBlock), ports: HTTPS },
    // The agent looks at a packet before the Service's address becomes that of a control-plane interface.
    ...(apiServerIp ? [{ to: [ipBlock(`${apiServerIp}/32`)], ports: HTTPS }] : []),
  ];
}

/**
 * S3 is reached by its public ranges, through the gateway endpoint. AWS keeps them in a prefix list whose length
 * only Terraform knows, so the rule stands in Terraform's own words: cdktf makes no dynamic block in a list.
 */
export function s3EgressRule(s3Cidrs: readonly string[]): object {
  return {
    ports: HTTPS,
    dynamic: { to: { for_each: s3Cidrs, content: { ip_block: { cidr: "${to.value}" } } } },
  };
}

const ipBlock = (cidr: string) => ({ ipBlock: { cidr } });
