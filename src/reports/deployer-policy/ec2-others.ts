import { type LayerNames } from "./layer-names";

/** Objects without the tag of the environment that a call on an object of the environment names. */
export interface Others {
  readonly actions: RegExp;
  readonly objects: (names: LayerNames) => readonly string[];
  /** Why no tag limits them, and what does. */
  readonly why: string;
}

const any = (names: LayerNames, kind: string): string[] => names.regional("ec2", [`${kind}/*`]);
/** Objects of any account: a gateway is often shared. */
const shared = (names: LayerNames, object: string): string[] =>
  names.regions.map((region) => `arn:${names.partition}:ec2:${region}:*:${object}`);

export const OTHERS: readonly Others[] = [
  {
    actions: /^ec2:ReplaceNetworkAclAssociation$/,
    objects: (names) => any(names, "network-acl"),
    why: "subnets go back to the default ACL of the VPC, which has no tags; the subnet must be of the environment",
  },
  {
    actions: /^ec2:DisassociateNatGatewayAddress$/,
    objects: (names) => any(names, "network-interface"),
    why: "the interface of a NAT gateway has no tags; address and gateway must be of the environment",
  },
  {
    actions: /^ec2:ModifySecurityGroupRules$/,
    objects: (names) => shared(names, "prefix-list/*"),
    why: "lists of AWS have no tags; group and rule must be of the environment",
  },
  {
    actions: /^ec2:CreateTransitGatewayVpcAttachment$/,
    objects: (names) =>
      names
        .of(["aws_ec2_transit_gateway_vpc_attachment"], "transit_gateway_id")
        .flatMap((id) => shared(names, `transit-gateway/${id}`)),
    why: "the gateway is the one that the file names; VPC and subnets must be of the environment",
  },
  {
    actions: /^ec2:\w+TransitGatewayRouteTable/,
    objects: (names) => shared(names, "transit-gateway-route-table/*"),
    why: "the route table belongs to the owner of the gateway; the attachment must be of the environment",
  },
  {
    actions: /^ec2:AcceptVpcPeeringConnection$/,
    objects: (names) =>
      names
        .of(["aws_vpc_peering_connection"], "peer_vpc_id")
        .flatMap((id) => names.regional("ec2", [`vpc/${id}`])),
    why: "the peer is the VPC that the file names; the connection must be of the environment",
  },
  {
    actions: /^ec2:(Create|Delete)NetworkInterface$/,
    objects: (names) => any(names, "network-interface"),
    why: "Route 53 Resolver makes and deletes interfaces without tags; an interface in use cannot be deleted",
  },
];
