import { contains } from "../base/cidr";
import { type EnvironmentConfig } from "./schema";
import { type ExtraRule, SECURITY_GROUPS } from "./schema-extra-rules";

export type NamedGroup = (typeof SECURITY_GROUPS)[number];

export const isGroup = (peer: string): peer is NamedGroup =>
  (SECURITY_GROUPS as readonly string[]).includes(peer);

export const isRange = (peer: string): boolean => peer.includes("/");

/** Rules to or from ranges outside of the VPC, which network ACLs of private subnets have to admit. */
export const rulesOutside = (
  { network }: Pick<EnvironmentConfig, "network">,
  direction: ExtraRule["direction"],
): { cidr: string; port: number; protocol: "tcp" }[] =>
  network.extraRules
    .filter(
      (rule) => rule.direction === direction && isRange(rule.peer) && !contains(network.vpcCidr, rule.peer),
    )
    .map(({ peer, port }) => ({ cidr: peer, port, protocol: "tcp" }));

/** Ranges and ports that the pods of a model may connect to. */
export const serversOf = (
  { network }: Pick<EnvironmentConfig, "network">,
  model: string,
): { cidr: string; port: number }[] =>
  network.extraRules
    .filter(({ models }) => models.includes(model))
    .map(({ peer, port }) => ({ cidr: peer, port }));
