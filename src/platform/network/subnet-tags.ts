/**
 * Tier of a subnet. Public subnets have load balancers and NAT gateways; private subnets have everything
 * else.
 */
export type Tier = "public" | "private";

/** What is in subnets apart from the private ones, which have the same routes. */
export type Apart = "loadBalancer" | "controlPlane" | "endpoint" | "pod";

/** Words in names of subnets, and in addresses. */
export const WORDS_OF = {
  loadBalancer: "load-balancer",
  controlPlane: "control-plane",
  endpoint: "endpoint",
  pod: "pods",
} as const satisfies Record<Apart, string>;

export const eachApart = <Value>(of: (role: Apart) => Value): Readonly<Record<Apart, Value>> => ({
  loadBalancer: of("loadBalancer"),
  controlPlane: of("controlPlane"),
  endpoint: of("endpoint"),
  pod: of("pod"),
});

/** Tag by which the controller discovers subnets for load balancers of one scheme; its value is `1`. */
export const roleTag = (tier: Tier | Apart): string =>
  tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";

/** Tag of the subnets of a cluster; its value is `shared` where several clusters can use them. */
export const clusterTag = (clusterName: string): string => `kubernetes.io/cluster/${clusterName}`;
