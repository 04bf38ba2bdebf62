import { type InterfaceSet } from "../../infrastructure/network-interfaces";
import { internetRoutes, type Subnet } from "../../infrastructure/network-routes";
import { type Box, type Edge, type Frame } from "./drawing";

/** Parts of a drawing that one topic adds. */
export interface Drawn {
  /** @default - the topic has no frames of its own */
  readonly groups?: readonly Frame[];
  readonly boxes: readonly Box[];
  /** @default - nothing connects to the boxes */
  readonly edges?: readonly Edge[];
}

/** Ids of parts that several topics name. */
export const VPC = "vpc";
export const CLUSTER = "cluster";
export const REGION = "region";
export const CONTROL_PLANE = "control-plane";
export const MODELS_BOX = "models";
export const ENDPOINTS = "endpoints";

/** Levels from the top: people, what carries their traffic, the VPC, and AWS services. */
export const DRAWING_LEVELS = { vpc: 2, region: 3 } as const;

/** Ways of subnets to the internet, which order their groups. */
export const TIERS = {
  public: "Public subnets",
  nat: "Private subnets, with a NAT gateway",
  attachment: "Private subnets, to the internet through another network",
  other: "Private subnets, to the internet by a route whose target is not known",
  private: "Private subnets, without a way to the internet",
  unknown: "Subnets whose routes are not known",
} as const;

export type SubnetTier = keyof typeof TIERS;

export function tierOf({ table, givesPublicAddresses }: Subnet): SubnetTier {
  if (table === undefined) return givesPublicAddresses ? "public" : "unknown";
  if (internetRoutes(table, "internet").length > 0) return "public";
  const ways = ["nat", "attachment", "other"] as const;
  return ways.find((way) => internetRoutes(table, way).length > 0) ?? "private";
}

/** The group of interfaces, by their first subnet. */
export const tierGroup = ({ subnets }: Pick<InterfaceSet, "subnets">): string => {
  const [first] = subnets;
  return first === undefined ? VPC : tierOf(first);
};

/** The frame of a zone in the subnets of one kind. */
export const zoneGroup = (subnet: Subnet): string => `zone ${tierOf(subnet)} ${zoneOf(subnet)}`;

export const zoneOf = ({ zone }: Subnet): string => zone ?? "zone not known";
