/**
 * Tier of a subnet. Public subnets have load balancers and NAT gateways; private subnets have everything
 * else.
 */
export type Tier = "public" | "private";

/** Subnets apart from the private ones, which have the same routes: words in their names and addresses. */
export const WORDS_OF = {
  loadBalancer: "load-balancer",
  controlPlane: "control-plane",
  endpoint: "endpoint",
  pod: "pods",
} as const;

export type Apart = keyof typeof WORDS_OF;

export const KINDS_APART = Object.keys(WORDS_OF) as readonly Apart[];

export const eachApart = <Value>(of: (role: Apart) => Value) =>
  Object.fromEntries(KINDS_APART.map((role) => [role, of(role)])) as Readonly<Record<Apart, Value>>;

/** Subnets of one kind of interface, which are the private ones if it has none apart. */
export function subnetIdsOf(
  network: Readonly<{
    privateSubnetIds: readonly string[];
    subnetIdsApart: Record<Apart, readonly string[]>;
  }>,
  role: Apart,
): readonly string[] {
  const apart = network.subnetIdsApart[role];
  return apart.length > 0 ? apart : network.privateSubnetIds;
}

/** Tag by which the controller discovers subnets for load balancers of one scheme; its value is `1`. */
export const roleTag = (tier: Tier | Apart): string =>
  tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";

/** Tag of the subnets of a cluster; its value is `shared` where several clusters can use them. */
export const clusterTag = (clusterName: string): string => `kubernetes.io/cluster/${clusterName}`;
