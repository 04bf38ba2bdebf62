import { ANYWHERE, type Egress } from "./network";

/** One entry of a network ACL; all allow, what no entry allows is refused. */
export interface NetworkAclRule {
  readonly direction: "ingress" | "egress";
  readonly cidr: string;
  /** TCP ports, both ends included; `all` for every protocol and port. */
  readonly ports: { readonly from: number; readonly to: number } | "all";
}

export interface NetworkAclInput {
  readonly vpcCidr: string;
  readonly egress: Egress;
  /** Ranges outside the VPC that reach the Kubernetes API. */
  readonly apiCidrs: readonly string[];
  /** Ports and ranges from which clients reach load balancers in public subnets. */
  readonly clientPorts: readonly number[];
}

/** An ACL keeps no connections, so what comes back arrives at a port that the other side chose. */
const RETURN_PORTS = { from: 1024, to: 65535 };
const HTTPS = { from: 443, to: 443 };

/** Public subnets: clients to load balancers, load balancers to pods, and what NAT gateways carry. */
export function publicAclRules({ vpcCidr, egress, clientPorts }: NetworkAclInput): NetworkAclRule[] {
  const both = (cidr: string, ports: NetworkAclRule["ports"]): NetworkAclRule[] => [
    { direction: "ingress", cidr, ports },
    { direction: "egress", cidr, ports },
  ];
  return [
    ...both(vpcCidr, "all"),
    ...clientPorts.map((port): NetworkAclRule => ({
      direction: "ingress",
      cidr: ANYWHERE,
      ports: { from: port, to: port },
    })),
    { direction: "egress", cidr: ANYWHERE, ports: RETURN_PORTS },
    ...(egress === "none"
      ? []
      : ([
          { direction: "egress", cidr: ANYWHERE, ports: HTTPS },
          { direction: "ingress", cidr: ANYWHERE, ports: RETURN_PORTS },
        ] satisfies NetworkAclRule[])),
  ];
}

/**
 * Private subnets: the VPC itself, operators of the Kubernetes API, and the internet where NAT leads there.
 * Without NAT the ranges of S3 are added by whoever knows them, as an ACL takes no prefix list.
 */
export function privateAclRules({ vpcCidr, egress, apiCidrs }: NetworkAclInput): NetworkAclRule[] {
  const outside = egress === "none" ? [] : [ANYWHERE];
  return [
    { direction: "ingress", cidr: vpcCidr, ports: "all" },
    { direction: "egress", cidr: vpcCidr, ports: "all" },
    ...apiCidrs.flatMap((cidr): NetworkAclRule[] => [
      { direction: "ingress", cidr, ports: HTTPS },
      { direction: "egress", cidr, ports: RETURN_PORTS },
    ]),
    ...outside.flatMap((cidr): NetworkAclRule[] => [
      { direction: "egress", cidr, ports: HTTPS },
      { direction: "ingress", cidr, ports: RETURN_PORTS },
    ]),
  ];
}
