import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** Ranges of the endpoints of a hub VPC. */
export const HUB_RANGES = ["10.255.0.0/24", "10.255.1.0/24"];

export const HUB_PROFILE = "rp-0123456789abcdef";

const GATEWAY = {
  type: "transit-gateway",
  name: "hub",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: HUB_RANGES,
};

/** The change of a network whose interface endpoints are in a hub, with names by a profile. */
export const HUB = {
  network: { attachments: [GATEWAY], endpoints: { hub: { cidrs: HUB_RANGES, profileId: HUB_PROFILE } } },
};

const PEERING = {
  type: "peering",
  name: "hub",
  peerVpcId: "vpc-0123456789abcdef0",
  peerAccount: "999988887777",
  cidrs: HUB_RANGES,
};

/** The same by a peering connection, with names by zones of the owner of the hub. */
export const PEERED_HUB = {
  network: { attachments: [PEERING], endpoints: { hub: { cidrs: HUB_RANGES } } },
};

export const withHub = (environment = "retail-forecast"): Plan => planWith(environment, HUB);
