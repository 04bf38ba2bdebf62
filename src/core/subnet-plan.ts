import { prefixLength, subnetOf } from "./cidr";

/**
 * Widest VPC prefix that can be planned, in bits: an eighth of an eighth of it, the public subnet, must not be
 * smaller than the /27 that an ALB needs.
 */
export const NARROWEST_PLANNED_VPC = 19;

/** Blocks that a VPC is cut into: six private zones at most, a spare one, and one for the public subnets. */
const BLOCK_BITS = 3;
const PUBLIC_BLOCK = 7;

export interface SubnetPlan {
  readonly publicCidrs: readonly string[];
  readonly privateCidrs: readonly string[];
}

/**
 * Cuts `vpcCidr` into one private and one public range a zone. Where a zone's ranges lie depends on its place
 * in the list alone, so a zone that is appended moves no other.
 */
export function planSubnets(vpcCidr: string, zones: number): SubnetPlan {
  const privatePrefix = prefixLength(vpcCidr) + BLOCK_BITS;
  const publicBlock = subnetOf(vpcCidr, privatePrefix, PUBLIC_BLOCK);
  const indices = Array.from({ length: zones }, (_, index) => index);
  return {
    privateCidrs: indices.map((index) => subnetOf(vpcCidr, privatePrefix, index)),
    publicCidrs: indices.map((index) => subnetOf(publicBlock, privatePrefix + 5, index)),
  };
}
