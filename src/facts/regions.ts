/**
 * Regions with Amazon EKS in the partitions that this project supports.
 *
 * Source: botocore, endpoints of EKS (snapshot of 2026-08-07, read 2026-11-20).
 */
export const EKS_REGIONS: readonly string[] = [
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
  ...["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1"],
  ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
  ...["il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2"],
  ...["us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1"],
];

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
const ZONES_WITHOUT_EKS: Readonly<Record<string, readonly string[]>> = {
  "ca-central-1": ["cac1-az3"],
  "us-east-1": ["use1-az3"],
  "us-west-1": ["usw1-az2"],
};

/** Ids of the availability zones of a region in which Amazon EKS creates no cluster. */
export const zonesWithoutEks = (region: string): readonly string[] => ZONES_WITHOUT_EKS[region] ?? [];

/**
 * Whether the names of the buckets with image layers of ECR and packages of AL2023 are confirmed. Those of AWS GovCloud
 * (US) are in no page that was read (2026-11-20).
 */
export const hasConfirmedBuckets = (region: string): boolean => !region.startsWith("us-gov-");
