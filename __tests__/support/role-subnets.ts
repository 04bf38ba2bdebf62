import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** Subnets apart from those of nodes, in a VPC with a small range of its organization. */
export const ROLE_SUBNETS = {
  vpcCidr: "10.40.0.0/22",
  privateSubnets: { cidrs: ["10.40.0.0/24", "10.40.1.0/24"] },
  publicSubnets: { cidrs: ["10.40.3.128/27", "10.40.3.160/27"] },
  loadBalancerSubnets: { cidrs: ["10.40.2.0/27", "10.40.2.32/27"] },
  controlPlaneSubnets: { cidrs: ["10.40.3.0/28", "10.40.3.16/28"] },
  endpointSubnets: { cidrs: ["10.40.3.64/27", "10.40.3.96/27"] },
};

export const INTERNAL = { type: "terraform-alb", scheme: "internal", httpOnly: true };

/** Ids of such subnets in an existing VPC. */
export const ROLE_SUBNET_IDS = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnetIds: ["subnet-0aaaaaaaaaaaaaaa0", "subnet-0bbbbbbbbbbbbbbb0"],
  loadBalancerSubnetIds: ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0bbbbbbbbbbbbbbb1"],
  controlPlaneSubnetIds: ["subnet-0aaaaaaaaaaaaaaa2", "subnet-0bbbbbbbbbbbbbbb2"],
  endpointSubnetIds: ["subnet-0aaaaaaaaaaaaaaa3", "subnet-0bbbbbbbbbbbbbbb3"],
};

/** An environment with an internal load balancer and subnets by role. */
export const withRoleSubnets = (environment = "retail-forecast", network: object = {}): Plan =>
  planWith(environment, {
    network: { ...ROLE_SUBNETS, ...network },
    ...(environment === "retail-forecast" ? { entry: INTERNAL } : {}),
  });
