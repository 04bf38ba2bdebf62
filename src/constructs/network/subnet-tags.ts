/** Public subnets hold load balancers and NAT gateways, private ones all the rest. */
export type Tier = "public" | "private";

/** Value of a subnet's `Name` tag: `mlops-hybrid-public-alb-ap-southeast-1a`. */
export const subnetName = (namePrefix: string, availabilityZone: string): string =>
  `${namePrefix}-${availabilityZone}`;

/** Tag by which the Load Balancer Controller finds subnets for load balancers of one scheme; its value is `1`. */
export const roleTag = (tier: Tier): string =>
  tier === "public" ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";

/** Tag of the subnets that a cluster uses; its value is `shared` where several may. */
export const clusterTag = (clusterName: string): string => `kubernetes.io/cluster/${clusterName}`;
