import {
  type NetworkPolicyV1SpecEgress,
  type NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { CLIENT_LABEL } from "../../facts/client-label";
import { prometheusPods } from "./metrics";
import { type Scraper } from "../../environment/prometheus";
import { egressRule } from "../constructs/network-policies/policy-rules";
import { PORT_NAME } from "../pods";
import { DNS_RULE } from "../pod-traffic";

/** Clients and destinations of the pods of all models. */
export interface SharedTraffic {
  /**
   * Ranges of the load balancer's subnets: requests come from its interfaces. An internal load balancer is in
   * the subnets of the nodes, so its ranges also allow their pods. Empty without a load balancer.
   */
  readonly loadBalancerCidrs: readonly string[];
  /** Ranges in which pods reach AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of S3 in the region. */
  readonly s3Cidrs: readonly string[];
}

/** Clients and destinations of the pods of one model. */
export interface OwnTraffic {
  /** Address of the Service `kubernetes`. @default - the Kubernetes API is unreachable */
  readonly apiServerIp?: string;
  /** Servers of other networks, which the file names. @default - none */
  readonly servers?: readonly { readonly cidr: string; readonly port: number }[];
  /** Ranges of DynamoDB in the region. @default - the model calls no table */
  readonly dynamoDbCidrs?: readonly string[];
  /** Prometheus that connects to the port. @default - none */
  readonly scraper?: Scraper;
}

const HTTPS = [{ port: "443", protocol: "TCP" }];

/**
 * The container port by its name: a rollout to another number keeps the old pods open until they are gone. EKS
 * resolves the name over all pods that a policy selects, so a pod is also open on the numbers of the other
 * models. It does so for ranges since version 1.0.8 of its controller; the platform
 * versions of Kubernetes 1.29 and later run at least 1.1.0, which has ClusterNetworkPolicy.
 *
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/pull/92 (2026-11-21)
 * @see https://aws.amazon.com/blogs/containers/amazon-eks-introduces-enhanced-network-policy-capabilities (2026-11-21)
 */
const CONTAINER_PORT = [{ port: PORT_NAME, protocol: "TCP" }];

/**
 * The kubelet's probes need no rule: the VPC CNI's agent always allows traffic from a pod's own node
 * (aws/aws-network-policy-agent, `ComputeMapEntriesFromEndpointRules`, read 2026-11-20).
 */
export const sharedIngress = ({ loadBalancerCidrs }: SharedTraffic): NetworkPolicyV1SpecIngress[] => [
  { from: loadBalancerCidrs.length > 0 ? loadBalancerCidrs.map(ipBlock) : [CLIENTS], ports: CONTAINER_PORT },
];

/** Pods of any namespace that have the label. */
const CLIENTS = { namespaceSelector: {}, podSelector: { matchLabels: CLIENT_LABEL.labels } };

export const sharedEgress = ({ serviceCidrs }: SharedTraffic): NetworkPolicyV1SpecEgress[] => [
  egressRule(DNS_RULE),
  { to: serviceCidrs.map(ipBlock), ports: HTTPS },
];

export const ownIngress = ({ scraper }: OwnTraffic): NetworkPolicyV1SpecIngress[] =>
  scraper ? [{ from: [prometheusPods(scraper)], ports: CONTAINER_PORT }] : [];

/**
 * The network policy agent evaluates a packet before the address of the Service is replaced by that of a
 * control plane interface.
 */
export const ownEgress = ({ apiServerIp, servers = [] }: OwnTraffic): NetworkPolicyV1SpecEgress[] => [
  ...(apiServerIp ? [{ to: [ipBlock(`${apiServerIp}/32`)], ports: HTTPS }] : []),
  ...servers.map(({ cidr, port }) => ({
    to: [ipBlock(cidr)],
    ports: [{ port: String(port), protocol: "TCP" }],
  })),
];

const ipBlock = (cidr: string) => ({ ipBlock: { cidr } });
