import { planWith } from "./changed-plans";
import { configWith } from "./environments";
import { type Plan } from "./plan";

export const VPC = "vpc-0123456789abcdef0";
export const SUBNETS = ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"];
export const TABLES = ["rtb-0aaaaaaaaaaaaaaa0", "rtb-0bbbbbbbbbbbbbbb0"];
export const ENDPOINTS_GROUP = "sg-0eeeeeeeeeeeeeee0";
export const ATTACHMENT = "tgw-attach-0123456789abcdef0";

/** The environment whose network is given by ids in tests. Its VPC is attached to a transit gateway. */
export const WITH_GATEWAY = "ml-inference-prod";

export const GATEWAY = {
  type: "transit-gateway",
  name: "organization",
  transitGatewayId: "tgw-0a1b2c3d222233334",
  cidrs: ["10.0.0.0/8"],
};

/** Everything that is missing is made: groups, endpoints, the attachment and its routes. */
export const IDS = {
  vpcId: VPC,
  privateSubnetIds: SUBNETS,
  privateRouteTableIds: TABLES,
};

/** Endpoints, their group, the attachment and its routes exist. */
export const MORE_IDS = {
  vpcId: VPC,
  privateSubnetIds: SUBNETS,
  securityGroupIds: { endpoints: ENDPOINTS_GROUP },
  endpointIds: { s3: "vpce-0123456789abcdef0", sts: "vpce-0123456789abcdef1" },
  rules: [{ group: "endpoints", direction: "ingress", peer: "10.32.0.0/16", port: 443 }],
};

export const existing = (ids: object, network: object = {}): object => ({
  network: {
    networkAcls: null,
    privateSubnets: { cidrs: ["10.32.0.0/19", "10.32.32.0/19"] },
    existing: ids,
    ...network,
  },
});

export const withIds = (): Plan => planWith(WITH_GATEWAY, existing(IDS));

export const withMoreIds = (): Plan =>
  planWith(WITH_GATEWAY, existing(MORE_IDS, { attachments: [{ ...GATEWAY, attachmentId: ATTACHMENT }] }));

/** Endpoints exist, in any subnets of the VPC, each with a group of its own. */
export const withOwnGroups = (): Plan =>
  planWith(
    WITH_GATEWAY,
    existing({ ...IDS, endpointIds: { sts: "vpce-0123456789abcdef1", "ecr.api": "vpce-0123456789abcdef2" } }),
  );

const PEERING = {
  type: "peering",
  name: "runners",
  peerVpcId: "vpc-0fedcba9876543210",
  cidrs: ["10.96.0.0/24"],
  attachmentId: "pcx-0123456789abcdef0",
};

/** A peering and its routes exist. */
export const withPeering = (): Plan => planWith(WITH_GATEWAY, existing(MORE_IDS, { attachments: [PEERING] }));

/** Everything exists: VPC, subnets, groups with their rules, and endpoints. */
export function withAllIds(): Plan {
  const name = "retail-forecast-console";
  const services = configWith(name).network.existing?.endpoints ?? [];
  const ids = {
    vpcId: VPC,
    privateSubnetIds: SUBNETS,
    publicSubnetIds: ["subnet-0ccccccccccccccc0", "subnet-0ddddddddddddddd0"],
    securityGroupIds: {
      alb: "sg-0aaaaaaaaaaaaaaa0",
      nodes: "sg-0bbbbbbbbbbbbbbb0",
      "control-plane": "sg-0ccccccccccccccc0",
      endpoints: ENDPOINTS_GROUP,
    },
    endpoints: null,
    endpointIds: Object.fromEntries(services.map((service, index) => [service, `vpce-0123456${index}`])),
  };
  return planWith(name, { network: { existing: ids } });
}
