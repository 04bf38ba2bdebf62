import { prefixLength, subnetOf } from "../../base/cidr";
import { entryReach } from "../entry";
import { type EnvironmentConfig } from "../schema";

/**
 * Longest VPC prefixes for which subnets are planned, in bits. A planned public subnet is 1/256 of the VPC, and an ALB
 * needs at least a /27. A planned private subnet is an eighth: a /27 in the narrowest VPC, whose addresses checks count.
 */
export const NARROWEST_PLANNED_VPC = { withPublic: 19, withoutPublic: 24 };

/** A VPC is divided into eight blocks: up to six private subnets, a spare block, and one for the public subnets. */
const BLOCK_BITS = 3;
const PUBLIC_BLOCK = 7;

/** Kinds of network interfaces that can have subnets apart from those of nodes: `network.<kind>Subnets`. */
export const APART = ["loadBalancer", "controlPlane", "endpoint"] as const;

export interface SubnetPlan {
  readonly publicCidrs: readonly string[];
  readonly privateCidrs: readonly string[];
}

/**
 * Divides `vpcCidr` into one private and one public range for each zone. The ranges of a zone depend only on its
 * position in the list, so appending a zone does not move the others.
 */
export function planSubnets(vpcCidr: string, zones: number): SubnetPlan {
  const privatePrefix = prefixLength(vpcCidr) + BLOCK_BITS;
  const publicBlock = subnetOf(vpcCidr, privatePrefix, PUBLIC_BLOCK);
  return {
    privateCidrs: eighths(vpcCidr, zones),
    // A narrower VPC has those of its file.
    publicCidrs: privatePrefix > 27 ? [] : parts(publicBlock, privatePrefix + 5, zones),
  };
}

const parts = (cidr: string, prefix: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => subnetOf(cidr, prefix, index));

/** A block of a range for each zone, by the same rule. */
export const eighths = (cidr: string, zones: number): string[] =>
  parts(cidr, prefixLength(cidr) + BLOCK_BITS, zones);

/**
 * Whether a zone, by its index, needs a public subnet: for an internet-facing load balancer, or for a NAT gateway that
 * Terraform creates.
 */
export function needsPublicSubnet({ entry, network }: EnvironmentConfig, index: number): boolean {
  if (entryReach(entry).isInternetFacing) return true;
  if (network.existing) return false;
  return network.egress === "nat-per-az" || (network.egress === "single-nat" && index === 0);
}

/** Ranges of the VPC: its first one, and that of pods. */
export const vpcRanges = ({
  vpcCidr,
  podCidr,
}: Pick<EnvironmentConfig["network"], "vpcCidr" | "podCidr">): string[] =>
  podCidr === undefined ? [vpcCidr] : [vpcCidr, podCidr];
