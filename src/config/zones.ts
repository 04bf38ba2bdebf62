import { planSubnets } from "../core/subnet-plan";
import { type Environment } from "./environment";

/** An availability zone of the network, with the ranges of its two subnets. */
export interface ZoneRanges {
  /** Letter of the availability zone: `a`. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}

/** The zones of the network with their subnet ranges, configured or planned. */
export function zonesOf({ config }: Environment): ZoneRanges[] {
  const { zones, vpcCidr, publicSubnets, privateSubnets } = config.network;
  const plan = planSubnets(vpcCidr, zones.length);
  return zones.map((letter, index) => ({
    letter,
    publicCidr: (publicSubnets.cidrs ?? plan.publicCidrs)[index] as string,
    privateCidr: (privateSubnets.cidrs ?? plan.privateCidrs)[index] as string,
  }));
}
