/**
 * Tier of a subnet. Public subnets have load balancers and NAT gateways; private subnets have everything
 * else.
 */
export type Tier = "public" | "private";

/** Tag by which the controller discovers subnets for load balancers of one scheme; its value is `1`. */
export const roleTag = (tier: Tier): string =>
  tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";

/** Tag of the subnets of a cluster; its value is `shared` where several clusters can use them. */
export const clusterTag = (clusterName: string): string => `kubernetes.io/cluster/${clusterName}`;
