import { ANYWHERE } from "../base/cidr";
import { planSubnets, needsPublicSubnet } from "./values/subnet-plan";
import { hasLoadBalancer, isInternetFacing } from "./entry";
import { type Environment } from "./environment";

/** An availability zone of the network, with the ranges of its subnets. */
export interface ZoneRanges {
  /** Letter of the availability zone: `a`. */
  readonly letter: string;
  readonly privateCidr: string;
  /** @default - none; nothing needs a public subnet in this zone */
  readonly publicCidr?: string;
}

/** The zones of the network with their subnet ranges, configured or planned. */
export function zonesOf({ config }: Environment): ZoneRanges[] {
  const { zones, vpcCidr, publicSubnets, privateSubnets } = config.network;
  const plan = planSubnets(vpcCidr, zones.length);
  return zones.map((letter, index) => ({
    letter,
    privateCidr: (privateSubnets.cidrs ?? plan.privateCidrs)[index] as string,
    ...(needsPublicSubnet(config, index)
      ? { publicCidr: (publicSubnets.cidrs ?? plan.publicCidrs)[index] as string }
      : {}),
  }));
}

/** Ranges of the private subnets with interfaces of the control plane, and with databases. */
export const clusterCidrs = (environment: Environment): string[] => {
  const { cluster, network } = environment.config;
  return cidrsIn(environment, cluster.zones ?? network.zones);
};

/** Ranges of the private subnets with nodes. */
export const nodeCidrs = (environment: Environment): string[] => {
  const { cluster, network } = environment.config;
  return cidrsIn(
    environment,
    Object.values(cluster.nodeGroups).flatMap(({ zones }) => zones ?? network.zones),
  );
};

/** Ranges in which pods reach AWS services: those of the subnets with interface endpoints, or every address by NAT. */
export const serviceCidrs = (environment: Environment): string[] =>
  environment.config.network.endpoints.interfaces
    ? zonesOf(environment).map(({ privateCidr }) => privateCidr)
    : [ANYWHERE];

/** Ranges of the subnets of the load balancer; empty without one. */
export const loadBalancerCidrs = (environment: Environment): string[] => {
  const { entry } = environment.config;
  const tier = isInternetFacing(entry) ? "publicCidr" : "privateCidr";
  return hasLoadBalancer(entry) ? zonesOf(environment).flatMap((zone) => zone[tier] ?? []) : [];
};

const cidrsIn = (environment: Environment, letters: readonly string[]): string[] =>
  zonesOf(environment).flatMap(({ letter, privateCidr }) => (letters.includes(letter) ? [privateCidr] : []));
