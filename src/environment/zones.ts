import { ANYWHERE } from "../base/cidr";
import { endpointTypeOf } from "./endpoints";
import { eighths, planSubnets, needsPublicSubnet, vpcRanges } from "./values/subnet-plan";
import { entryReach } from "./entry";
import { type Environment } from "./environment";

/** An availability zone of the network, with the ranges of its subnets. */
interface ZoneRanges {
  /** Letter of the availability zone: `a`. */
  readonly letter: string;
  readonly privateCidr: string;
  /** @default - none; pods have addresses of the private subnet */
  readonly podCidr?: string;
  /** @default - none; nothing needs a public subnet in this zone */
  readonly publicCidr?: string;
}

/** The zones of the network with their subnet ranges, configured or planned. */
export function zonesOf({ config }: Environment): ZoneRanges[] {
  const { zones, vpcCidr, podCidr, publicSubnets, privateSubnets } = config.network;
  const plan = planSubnets(vpcCidr, zones.length);
  const ofPods = podCidr === undefined ? [] : eighths(podCidr, zones.length);
  return zones.map((letter, index) => ({
    letter,
    privateCidr: (privateSubnets.cidrs ?? plan.privateCidrs)[index] as string,
    ...(needsPublicSubnet(config, index)
      ? { publicCidr: (publicSubnets.cidrs ?? plan.publicCidrs)[index] as string }
      : {}),
    ...(podCidr === undefined ? {} : { podCidr: ofPods[index] as string }),
  }));
}

/** Ranges of an environment by what is in them, for rules of traffic. */
export function rangesOf(environment: Environment) {
  const { cluster, network, entry } = environment.config;
  const zones = zonesOf(environment);
  const privateIn = (letters: readonly string[]): string[] =>
    zones.flatMap(({ letter, privateCidr }) => (letters.includes(letter) ? [privateCidr] : []));
  const { existing, endpoints } = network;
  const exist = [...(existing?.endpoints ?? []), ...Object.keys(existing?.endpointIds ?? {})];
  const areAnywhere = exist.some((service) => endpointTypeOf(service) === "interface");
  const subnets = areAnywhere ? vpcRanges(network) : zones.map(({ privateCidr }) => privateCidr);
  const tier = entryReach(entry).isInternetFacing ? "publicCidr" : "privateCidr";
  return {
    vpc: vpcRanges(network),
    /** Private subnets with interfaces of the control plane, and with databases. */
    cluster: privateIn(cluster.zones ?? network.zones),
    /** Private subnets with nodes. */
    nodes: privateIn(Object.values(cluster.nodeGroups).flatMap((group) => group.zones ?? network.zones)),
    /** Where pods reach AWS services: the hub, subnets with interface endpoints, those of the VPC for existing ones, or every address by NAT. */
    services: endpoints.hub?.cidrs ?? (endpoints.interfaces ? subnets : [ANYWHERE]),
    /** Subnets of the load balancer; empty without one. */
    loadBalancer: entry.type !== "none" ? zones.flatMap((zone) => zone[tier] ?? []) : [],
  };
}
