import { type SecurityGroupName } from "../../../environment/network-names";
import { ANYWHERE } from "../../../base/cidr";
import { type SettingPath } from "../../../terraform/cause-record";
import { type Egress } from "../egress";

/** The peer of a rule. */
export type Peer =
  | { readonly group: SecurityGroupName }
  | { readonly cidr: string }
  | { readonly securityGroupId: string }
  | { readonly prefixListId: string }
  /** The ranges of a service with a gateway endpoint. */
  | { readonly gateway: string };

/** One rule of a security group. `port` is one port, or `all` for every protocol and port. */
export interface SecurityGroupRule {
  readonly group: SecurityGroupName;
  readonly direction: "ingress" | "egress";
  readonly peer: Peer;
  readonly port: number | "all";
  /** Protocol of a port. @default tcp */
  readonly protocol?: "udp";
  readonly description: string;
  /** Key of the file that requires it. @default - the platform needs it */
  readonly requestedBy?: string;
  /** Part of the file that the rule comes from. @default - the network, for a rule of every environment */
  readonly part?: SettingPath;
}

export interface SecurityGroupRulesInput {
  /** Ranges of the VPC, the first one first. */
  readonly vpcCidrs: readonly string[];
  readonly egress: Egress;
  /** Ports of the load balancer's listeners, and the ranges of its clients; empty without a load balancer. */
  readonly listenerPorts: readonly number[];
  readonly clientCidrs: readonly string[];
  /** Distinct container ports of all models. */
  readonly modelPorts: readonly number[];
  /** Part of the file that a port of models comes from. */
  readonly partOfPort: (port: number) => SettingPath;
  /** Ports on nodes that the control plane connects to, and the reason. */
  readonly controlPlanePorts: readonly { readonly port: number; readonly why: string }[];
  readonly apiCidrs: readonly string[];
  readonly apiSecurityGroupIds: readonly string[];
  /** Whether AWS services have interface endpoints with the group of endpoints, and some with other groups, anywhere in the VPC. */
  readonly hasInterfaceEndpoints: boolean;
  readonly hasOtherEndpoints: boolean;
  /** Services with a gateway endpoint. */
  readonly gateways: readonly string[];
  /** Ranges of the endpoints of a hub, and of a proxy with its port. */
  readonly hubCidrs: readonly string[];
  /** Addresses of name servers of the company. */
  readonly nameServers: readonly string[];
  readonly proxies: readonly { readonly cidr: string; readonly port: number }[];
  readonly admitVpcToEndpoints: boolean;
}

const HTTPS = 443;
const DNS = 53;

const API: SettingPath = ["cluster", "apiAccess"];

/** All paths that the platform uses, as rules for both ends. */
export function securityGroupRules(input: SecurityGroupRulesInput): SecurityGroupRule[] {
  return [...albRules(input), ...nodeRules(input), ...controlPlaneRules(input), ...endpointRules(input)];
}

function albRules({
  listenerPorts,
  clientCidrs,
  modelPorts,
  partOfPort,
}: SecurityGroupRulesInput): SecurityGroupRule[] {
  if (listenerPorts.length === 0) return [];
  return [
    ...listenerPorts.flatMap((port) =>
      clientCidrs.map((cidr) =>
        rule("alb", "ingress", { cidr }, port, "clients to the load balancer", ["entry"]),
      ),
    ),
    ...modelPorts.map((port) =>
      rule("alb", "egress", { group: "nodes" }, port, "load balancer to pods", partOfPort(port)),
    ),
  ];
}

function nodeRules(input: SecurityGroupRulesInput): SecurityGroupRule[] {
  const { listenerPorts, modelPorts, partOfPort, controlPlanePorts, egress, hasInterfaceEndpoints } = input;
  const way = egress === "transit-gateway" ? "the transit gateway" : "NAT";
  return [
    ...(listenerPorts.length === 0 ? [] : modelPorts).map((port) =>
      rule("nodes", "ingress", { group: "alb" }, port, "load balancer to pods", partOfPort(port)),
    ),
    rule("nodes", "ingress", { group: "nodes" }, "all", "nodes and pods among themselves"),
    ...controlPlanePorts.map(({ port, why }) =>
      rule("nodes", "ingress", { group: "control-plane" }, port, why),
    ),
    rule("nodes", "egress", { group: "nodes" }, "all", "nodes and pods among themselves"),
    rule("nodes", "egress", { group: "control-plane" }, HTTPS, "Kubernetes API"),
    ...(hasInterfaceEndpoints
      ? [rule("nodes", "egress", { group: "endpoints" }, HTTPS, "AWS services by their endpoints")]
      : []),
    ...(input.hasOtherEndpoints ? input.vpcCidrs : []).map((cidr) =>
      rule("nodes", "egress", { cidr }, HTTPS, "AWS services by their endpoints"),
    ),
    ...input.hubCidrs.map((cidr) =>
      rule("nodes", "egress", { cidr }, HTTPS, "AWS services by the endpoints of the hub"),
    ),
    ...input.nameServers.flatMap((server) => {
      const cidr = `${server}/32`;
      const asked = rule("nodes", "egress", { cidr }, DNS, "names by the name servers of the company");
      return [asked, { ...asked, protocol: "udp" as const }];
    }),
    ...input.proxies.map(({ cidr, port }) =>
      rule("nodes", "egress", { cidr }, port, "HTTPS proxy", ["components", "https-proxy"]),
    ),
    ...input.gateways.map((gateway) => rule("nodes", "egress", { gateway }, HTTPS, contentsOf(gateway))),
    ...(egress === "none" ? [] : [rule("nodes", "egress", { cidr: ANYWHERE }, HTTPS, `internet by ${way}`)]),
  ];
}

const contentsOf = (gateway: string): string =>
  gateway === "s3" ? "image layers, packages and model files in S3" : "tables in DynamoDB";

function controlPlaneRules(input: SecurityGroupRulesInput): SecurityGroupRule[] {
  return [
    rule("control-plane", "ingress", { group: "nodes" }, HTTPS, "Kubernetes API"),
    ...input.apiCidrs.map((cidr) =>
      rule("control-plane", "ingress", { cidr }, HTTPS, "operators and runners", [...API, "cidrs"]),
    ),
    ...input.apiSecurityGroupIds.map((securityGroupId) =>
      rule("control-plane", "ingress", { securityGroupId }, HTTPS, "operators and runners", [
        ...API,
        "securityGroupIds",
      ]),
    ),
    ...input.controlPlanePorts.map(({ port, why }) =>
      rule("control-plane", "egress", { group: "nodes" }, port, why),
    ),
  ];
}

function endpointRules(input: SecurityGroupRulesInput): SecurityGroupRule[] {
  const { vpcCidrs, admitVpcToEndpoints, hasInterfaceEndpoints } = input;
  if (!hasInterfaceEndpoints) return [];
  return [
    rule("endpoints", "ingress", { group: "nodes" }, HTTPS, "AWS services by their endpoints"),
    ...(admitVpcToEndpoints ? vpcCidrs : []).map((cidr) =>
      rule("endpoints", "ingress", { cidr }, HTTPS, "AWS services by their endpoints"),
    ),
  ];
}

const rule = (
  group: SecurityGroupName,
  direction: SecurityGroupRule["direction"],
  peer: Peer,
  port: number | "all",
  description: string,
  part?: SettingPath,
): SecurityGroupRule => ({ group, direction, peer, port, description, ...(part ? { part } : {}) });

/** Id of a rule, used in its address: `nodes_from_alb_8080`. */
export function ruleId({ group, direction, peer, port, protocol }: SecurityGroupRule): string {
  const way = direction === "ingress" ? "from" : "to";
  return `${group}-${way}-${peerName(peer, group)}-${port}${protocol ? `-${protocol}` : ""}`;
}

function peerName(peer: Peer, group: SecurityGroupName): string {
  if ("group" in peer) return peer.group === group ? "self" : peer.group;
  if ("gateway" in peer) return peer.gateway;
  if ("securityGroupId" in peer) return peer.securityGroupId;
  if ("prefixListId" in peer) return peer.prefixListId;
  return peer.cidr === ANYWHERE ? "internet" : peer.cidr;
}
