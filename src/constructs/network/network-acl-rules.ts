import { ANYWHERE, contains } from "../../core/cidr";
import { type Egress } from "./egress";
import { type Tier } from "./subnet-tags";

/** One entry of a network ACL; all allow, what no entry allows is refused. */
export interface NetworkAclRule {
  readonly direction: "ingress" | "egress";
  readonly cidr: string;
  /** TCP ports, both ends included; `all` for every protocol and port. */
  readonly ports: PortRange | "all";
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface NetworkAclInput {
  readonly vpcCidr: string;
  readonly egress: Egress;
  /** Ranges that reach the Kubernetes API. */
  readonly apiCidrs: readonly string[];
  /** Subnets in which load balancers stand, the ports on which they listen, and who may come. */
  readonly entryTier: Tier;
  readonly listenerPorts: readonly number[];
  readonly clientCidrs: readonly string[];
}

/** An ACL keeps no connections, so what comes back arrives at a port that the other side chose. */
export const RETURN_PORTS: PortRange = { from: 1024, to: 65535 };
export const HTTPS: PortRange = { from: 443, to: 443 };
/** What public subnets are for; the load balancer's own group says who of the internet may use it. */
const WEB_PORTS = [80, 443];

/** Public subnets: clients to load balancers, load balancers to pods, and what NAT gateways carry. */
export function publicAclRules(input: NetworkAclInput): NetworkAclRule[] {
  const { vpcCidr, egress, entryTier, listenerPorts } = input;
  const ports = new Set([...WEB_PORTS, ...(entryTier === "public" ? listenerPorts : [])]);
  return [
    ...within(vpcCidr),
    ...[...ports].map((port) => admits(ANYWHERE, port)),
    { direction: "egress", cidr: ANYWHERE, ports: RETURN_PORTS },
    ...(egress === "none" ? [] : calls(ANYWHERE)),
  ];
}

/**
 * Private subnets: the VPC itself, operators of the Kubernetes API, clients of internal load balancers, and the
 * internet where NAT leads there. Without NAT the ranges of S3 are added by whoever knows them, as an ACL takes
 * no prefix list.
 */
export function privateAclRules(input: NetworkAclInput): NetworkAclRule[] {
  const { vpcCidr, egress, apiCidrs, entryTier, listenerPorts, clientCidrs } = input;
  const isOutside = (cidr: string) => !contains(vpcCidr, cidr);
  const clients = entryTier === "private" ? clientCidrs.filter(isOutside) : [];
  const served = distinct([
    ...apiCidrs.filter(isOutside).map((cidr) => admits(cidr, 443)),
    ...clients.flatMap((cidr) => listenerPorts.map((port) => admits(cidr, port))),
  ]);
  const answered = new Set(served.map((rule) => rule.cidr));
  return [
    ...within(vpcCidr),
    ...served,
    ...[...answered].map((cidr): NetworkAclRule => ({ direction: "egress", cidr, ports: RETURN_PORTS })),
    ...(egress === "none" ? [] : calls(ANYWHERE)),
  ];
}

const within = (vpcCidr: string): NetworkAclRule[] => [
  { direction: "ingress", cidr: vpcCidr, ports: "all" },
  { direction: "egress", cidr: vpcCidr, ports: "all" },
];

/** HTTPS to `cidr`, and what it answers. */
const calls = (cidr: string): NetworkAclRule[] => [
  { direction: "egress", cidr, ports: HTTPS },
  { direction: "ingress", cidr, ports: RETURN_PORTS },
];

const admits = (cidr: string, port: number): NetworkAclRule => ({
  direction: "ingress",
  cidr,
  ports: { from: port, to: port },
});

const distinct = (rules: readonly NetworkAclRule[]): NetworkAclRule[] => [
  ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
];
