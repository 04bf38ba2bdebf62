import table from "./regions-of-eks.json";

/**
 * Regions with Amazon EKS in the partitions that this project supports.
 *
 * Source: botocore, endpoints of EKS (snapshot of 2026-08-07, read 2026-11-20).
 */
export const EKS_REGIONS: readonly string[] = table.regions;

/**
 * Ids of availability zones in which Amazon EKS creates no cluster. The letter of a zone depends on the account in the oldest
 * regions, so only the id identifies it.
 *
 * Source: Amazon EKS user guide, "network-reqs" (read 2026-11-20).
 *
 * Cross-Region PrivateLink refuses use1-az3, usw1-az2, apne1-az3, apne2-az2 and apne2-az4 (AWS
 * PrivateLink guide, read
 * 2026-11-20). They become rows of their own with the first cross-Region endpoint; no environment has one.
 */
const ZONES_WITHOUT_EKS: Readonly<Record<string, readonly string[]>> = table.zonesWithoutEks;

/** Ids of the availability zones of a region in which Amazon EKS creates no cluster. */
export const zonesWithoutEks = (region: string): readonly string[] => ZONES_WITHOUT_EKS[region] ?? [];

/**
 * Whether the names of the buckets with image layers of ECR and packages of AL2023 are confirmed. Those of AWS GovCloud
 * (US) are in no page that was read (2026-11-20).
 */
export const hasConfirmedBuckets = (region: string): boolean => !region.startsWith("us-gov-");
