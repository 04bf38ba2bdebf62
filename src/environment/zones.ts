import { ANYWHERE } from "../base/cidr";
import { APART, eighths, planSubnets, needsPublicSubnet, vpcRanges } from "./values/subnet-plan";
import { entryReach } from "./entry";
import { type Environment } from "./environment";

/** An availability zone of the network, with the ranges of its subnets. */
interface ZoneRanges {
  /** Letter of the availability zone: `a`. */
  readonly letter: string;
  readonly privateCidr: string;
  /** Ranges of subnets apart from the private one, by what is in them. */
  readonly apart: Readonly<Partial<Record<Apart | "pod", string>>>;
  /** @default - none; nothing needs a public subnet in this zone */
  readonly publicCidr?: string;
}

type Apart = (typeof APART)[number];

/** The zones of the network with their subnet ranges, configured or planned. */
export function zonesOf({ config }: Environment): ZoneRanges[] {
  const { network } = config;
  const { zones, vpcCidr, podCidr, publicSubnets, privateSubnets } = network;
  const plan = planSubnets(vpcCidr, zones.length);
  const apart: readonly (readonly [Apart | "pod", readonly string[] | undefined])[] = [
    ...APART.map((role) => [role, network[`${role}Subnets`]?.cidrs] as const),
    ["pod", podCidr === undefined ? undefined : eighths(podCidr, zones.length)],
  ];
  return zones.map((letter, index) => ({
    letter,
    privateCidr: (privateSubnets.cidrs ?? plan.privateCidrs)[index] as string,
    ...(needsPublicSubnet(config, index)
      ? { publicCidr: (publicSubnets.cidrs ?? plan.publicCidrs)[index] as string }
      : {}),
    apart: Object.fromEntries(apart.flatMap(([role, cidrs]) => (cidrs ? [[role, cidrs[index]]] : []))),
  }));
}

/** Ranges of an environment by what is in them, for rules of traffic. */
export function rangesOf(environment: Environment) {
  const { cluster, network, entry } = environment.config;
  const zones = zonesOf(environment);
  const rangesIn = (letters: readonly string[], role?: Apart): string[] =>
    zones
      .filter(({ letter }) => letters.includes(letter))
      .map(({ apart, privateCidr }) => (role && apart[role]) ?? privateCidr);
  const ofCluster = cluster.zones ?? network.zones;
  const { existing, endpoints } = network;
  const exist = [...(existing?.endpoints ?? []), ...Object.keys(existing?.endpointIds ?? {})];
  const placesOf = (services: readonly string[]): string[] =>
    services.some((each) => exist.includes(each)) ? vpcRanges(network) : rangesIn(network.zones, "endpoint");
  const ofLoadBalancer = entryReach(entry).isInternetFacing
    ? zones.flatMap(({ publicCidr }) => publicCidr ?? [])
    : rangesIn(network.zones, "loadBalancer");
  return {
    vpc: vpcRanges(network),
    /** Subnets with interfaces of the control plane. */
    controlPlane: rangesIn(ofCluster, "controlPlane"),
    /** Private subnets with databases. */
    databases: rangesIn(ofCluster),
    /** Private subnets with nodes. */
    nodes: rangesIn(Object.values(cluster.nodeGroups).flatMap((group) => group.zones ?? network.zones)),
    /** Where pods reach services: the hub, subnets with interface endpoints, those of the VPC for existing ones, or every address by NAT. */
    services: (...services: readonly string[]): readonly string[] =>
      endpoints.hub?.cidrs ?? (endpoints.interfaces ? placesOf(services) : [ANYWHERE]),
    /** Subnets of the load balancer; empty without one. */
    loadBalancer: entry.type !== "none" ? ofLoadBalancer : [],
  };
}
