import { addressesOf, cidrAt } from "../base/cidr";
import { type EnvironmentConfig } from "./schema";

type ExistingConfig = NonNullable<EnvironmentConfig["network"]["existing"]>;

/** Whether an existing network is given by ids, so that Terraform creates what is missing; otherwise it is looked up by names. */
export const isByIds = ({ vpcId, vpcTags }: ExistingConfig): boolean =>
  vpcId !== undefined || vpcTags !== undefined;

/** Addresses of the resolver of a VPC: its third one, and one that is the same in all VPCs (VPC user guide, "AmazonDNS-concepts", read 2026-11-30). */
export const resolversOf = (vpcCidr: string): string[] => [
  "169.254.169.253",
  cidrAt((addressesOf(vpcCidr)?.first ?? 0) + 2, 32).replace("/32", ""),
];
