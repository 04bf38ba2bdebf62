import { SECURITY_GROUPS } from "./schema/extra-rules";

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

type NamedGroup = (typeof SECURITY_GROUPS)[number];

export const isGroup = (peer: string): peer is NamedGroup =>
  (SECURITY_GROUPS as readonly string[]).includes(peer);

export const isRange = (peer: string): boolean => peer.includes("/");
