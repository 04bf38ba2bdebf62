/** The security groups of an environment. */
export type SecurityGroupName = "alb" | "nodes" | "control-plane" | "endpoints";

const SUFFIXES: Readonly<Record<SecurityGroupName, string>> = {
  alb: "alb-sg",
  nodes: "eks-nodes-sg",
  "control-plane": "eks-control-plane-sg",
  endpoints: "vpc-endpoints-sg",
};

export const SECURITY_GROUP_NAMES = Object.keys(SUFFIXES) as SecurityGroupName[];

/** Name of a group in AWS. */
export const securityGroupName = (namePrefix: string, group: SecurityGroupName): string =>
  `${namePrefix}-${SUFFIXES[group]}`;

/** Value of a subnet's `Name` tag: `mlops-hybrid-public-alb-ap-southeast-1a`. */
export const subnetName = (namePrefix: string, availabilityZone: string): string =>
  `${namePrefix}-${availabilityZone}`;
