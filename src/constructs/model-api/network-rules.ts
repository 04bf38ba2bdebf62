import type {
  NetworkPolicyV1SpecEgress,
  NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PROMETHEUS } from "./metrics";

/** Clients of a model's pods, and destinations that the pods can reach. */
export interface NetworkRulesInput {
  /** Container port. */
  readonly port: number;
  /**
   * Ranges of the load balancer's subnets: requests come from its interfaces. An internal load balancer is in
   * the subnets of the nodes, so its ranges also allow their pods.
   */
  readonly loadBalancerCidrs: readonly string[];
  /** Ranges of the subnets with the interfaces of VPC endpoints. */
  readonly endpointCidrs: readonly string[];
  /** Address of the Service `kubernetes`. @default - the Kubernetes API is unreachable */
  readonly apiServerIp?: string;
  /** Allows Prometheus to connect to the port. @default false */
  readonly scraped?: boolean;
}

const HTTPS = [{ port: "443", protocol: "TCP" }];

/**
 * The kubelet's probes need no rule: the VPC CNI's agent always allows traffic from a pod's own node
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
    // The agent evaluates a packet before the address of the Service is replaced by that of a control plane
    // interface.
    ...(apiServerIp ? [{ to: [ipBlock(`${apiServerIp}/32`)], ports: HTTPS }] : []),
  ];
}

/**
 * Pods reach S3 at its public ranges, through the gateway endpoint. AWS keeps the ranges in a prefix list,
 * and only Terraform knows its length, so the rule is a raw Terraform override: cdktf writes no dynamic block
 * in a list.
 */
export function s3EgressRule(s3Cidrs: readonly string[]): object {
  return {
    ports: HTTPS,
    dynamic: { to: { for_each: s3Cidrs, content: { ip_block: { cidr: "${to.value}" } } } },
  };
}

const ipBlock = (cidr: string) => ({ ipBlock: { cidr } });
