import { partitionOf } from "../../../shared/aws/aws";

/**
 * Partitions of AWS with their regions, the domain of their services, and the region of services without a region of their own.
 *
 * Source: botocore 1.44.8, `data/partitions.json` (2026-11-20).
 */
export interface Partition {
  readonly id: string;
  readonly domain: string;
  /** Region of the APIs of billing, IAM and Route 53. */
  readonly global: string;
  readonly regions: readonly string[];
}

const words = (text: string): string[] => text.split(" ");

const PARTITIONS: readonly Partition[] = [
  {
    id: "aws",
    domain: "amazonaws.com",
    global: "us-east-1",
    regions: [
      ...words("af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1"),
      ...words("ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5"),
      ...words("ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1"),
      ...words("eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1"),
      ...words("me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2"),
    ],
  },
  {
    id: "aws-cn",
    domain: "amazonaws.com.cn",
    global: "cn-northwest-1",
    regions: words("cn-north-1 cn-northwest-1"),
  },
  {
    id: "aws-us-gov",
    domain: "amazonaws.com",
    global: "us-gov-west-1",
    regions: words("us-gov-east-1 us-gov-west-1"),
  },
  { id: "aws-eusc", domain: "amazonaws.eu", global: "eusc-de-east-1", regions: words("eusc-de-east-1") },
  {
    id: "aws-iso",
    domain: "c2s.ic.gov",
    global: "us-iso-east-1",
    regions: words("us-iso-east-1 us-iso-west-1"),
  },
  {
    id: "aws-iso-b",
    domain: "sc2s.sgov.gov",
    global: "us-isob-east-1",
    regions: words("us-isob-east-1 us-isob-west-1"),
  },
  { id: "aws-iso-e", domain: "cloud.adc-e.uk", global: "eu-isoe-west-1", regions: words("eu-isoe-west-1") },
  {
    id: "aws-iso-f",
    domain: "csp.hci.ic.gov",
    global: "us-isof-south-1",
    regions: words("us-isof-east-1 us-isof-south-1"),
  },
];

const BY_REGION = new Map(
  PARTITIONS.flatMap((partition) => partition.regions.map((each) => [each, partition])),
);

/** The partition of a region; undefined for a region that AWS did not have on the day of the list. */
export const partitionIn = (region: string): Partition | undefined => BY_REGION.get(region);

/** The partition of the region of an environment, also of one that is newer than the list: by the beginning of its name. */
export const homePartition = (region: string): Partition | undefined =>
  partitionIn(region) ?? PARTITIONS.find(({ id }) => region !== "" && id === partitionOf(region));
