import { distinct } from "../../base/lists";
import { ANYWHERE, contains } from "../../base/cidr";
import { type Egress } from "./egress";
import { type Tier } from "./subnet-tags";

/** Clients of one port. */
interface NetworkClient {
  readonly cidr: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** One allow entry of a network ACL. All other traffic is denied. */
export interface NetworkAclRule {
  readonly direction: "ingress" | "egress";
  readonly cidr: string;
  /** Ports, inclusive; `all` for every protocol and port. */
  readonly ports: PortRange | "all";
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface NetworkAclInput {
  readonly vpcCidrs: readonly string[];
  readonly egress: Egress;
  /** Ranges of clients of the Kubernetes API. */
  readonly apiCidrs: readonly string[];
  /** Tier of the load balancers, the ports of their listeners, and the ranges of their clients. */
  readonly entryTier: Tier;
  readonly listenerPorts: readonly number[];
  readonly clientCidrs: readonly string[];
  /** Further clients of private subnets. */
  readonly privateClients: readonly NetworkClient[];
  /** Servers that private subnets connect to, on TCP. */
  readonly privateServers: readonly Pick<NetworkClient, "cidr" | "port">[];
}

/** Ephemeral ports. An ACL is stateless, so responses arrive at a port that the other side chose. */
export const RETURN_PORTS: PortRange = { from: 1024, to: 65535 };
export const HTTPS_PORTS: PortRange = { from: 443, to: 443 };
/** Ports that public subnets are open on. The load balancer's security group restricts the clients. */
const WEB_PORTS = [80, 443];

/** Public subnets: from clients to load balancers, from load balancers to pods, and traffic of NAT gateways. */
export function publicAclRules(input: NetworkAclInput): NetworkAclRule[] {
  const { vpcCidrs, egress, entryTier, listenerPorts } = input;
  const ports = new Set([...WEB_PORTS, ...(entryTier === "public" ? listenerPorts : [])]);
  const hasNat = egress === "single-nat" || egress === "nat-per-az";
  return [
    ...vpcCidrs.flatMap(within),
    ...[...ports].map((port) => admits(ANYWHERE, port)),
    { direction: "egress", cidr: ANYWHERE, ports: RETURN_PORTS },
    ...(hasNat ? calls(ANYWHERE) : []),
  ];
}

/**
 * Private subnets: the VPC itself, operators of the Kubernetes API, clients of internal load balancers, and
 * the internet with an egress. Without one, the caller adds the ranges of S3, because an ACL supports no prefix list.
 */
export function privateAclRules(input: NetworkAclInput): NetworkAclRule[] {
  const { vpcCidrs, egress, apiCidrs, entryTier, listenerPorts, clientCidrs } = input;
  const { privateClients, privateServers } = input;
  const isOutside = (cidr: string) => !vpcCidrs.some((range) => contains(range, cidr));
  const clients = entryTier === "private" ? clientCidrs.filter(isOutside) : [];
  const served = [
    ...apiCidrs.filter(isOutside).map((cidr) => admits(cidr, 443)),
    ...clients.flatMap((cidr) => listenerPorts.map((port) => admits(cidr, port))),
    ...privateClients.map(({ cidr, port, protocol }) => admits(cidr, port, protocol)),
  ];
  return distinct([
    ...vpcCidrs.flatMap(within),
    ...served,
    ...served.map(answerTo),
    ...(egress === "none" ? [] : calls(ANYWHERE)),
    ...privateServers
      .filter(({ cidr }) => isOutside(cidr))
      .flatMap(({ cidr, port }) => calls(cidr, { from: port, to: port })),
  ]);
}

/** Responses to an admitted request. */
const answerTo = (rule: NetworkAclRule): NetworkAclRule => ({
  ...rule,
  direction: "egress",
  ports: RETURN_PORTS,
});

const within = (vpcCidr: string): NetworkAclRule[] => [
  { direction: "ingress", cidr: vpcCidr, ports: "all" },
  { direction: "egress", cidr: vpcCidr, ports: "all" },
];

/** Calls of `cidr`, and the responses. */
const calls = (cidr: string, ports: PortRange = HTTPS_PORTS): NetworkAclRule[] => [
  { direction: "egress", cidr, ports },
  { direction: "ingress", cidr, ports: RETURN_PORTS },
];

const admits = (cidr: string, port: number, protocol: "tcp" | "udp" = "tcp"): NetworkAclRule => ({
  direction: "ingress",
  cidr,
  ports: { from: port, to: port },
  ...(protocol === "tcp" ? {} : { protocol }),
});
