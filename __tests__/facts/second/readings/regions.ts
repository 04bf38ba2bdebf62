import { partitionOf, serviceDomain, awsLocation } from "../../../../src/facts/aws";
import { EKS_REGIONS, zonesWithoutEks } from "../../../../src/facts/regions";
import partitions from "../../../../src/evidence/locality/regions-of-partitions.json";
import second from "../regions.json";
import { type SecondReading, differing, differingNames } from "../reading";

const ZONES: Readonly<Record<string, readonly string[]>> = second.zonesWithoutEks;

/** Partitions that this project supports. */
const SUPPORTED = /^(?!cn-|us-iso|eu-iso|eusc-)/;

export const READINGS: readonly SecondReading[] = [
  {
    title: "Regions with Amazon EKS: the registry of CloudFormation",
    differences: () =>
      differingNames(
        "Region",
        EKS_REGIONS,
        second.regions.filter((region) => SUPPORTED.test(region)),
      ),
  },
  {
    title: "zones without Amazon EKS: eksctl",
    differences: () =>
      EKS_REGIONS.flatMap((region) =>
        differingNames(`zone of ${region}`, zonesWithoutEks(region), ZONES[region] ?? []),
      ),
  },
  {
    title: "partitions and domains: botocore",
    differences: () =>
      partitions.partitions
        .filter(({ id }) => ["aws", "aws-cn", "aws-us-gov"].includes(id))
        .flatMap(({ id, domain, regions }) =>
          regions.flatMap((region) => [
            ...differing(`partition of ${region}`, partitionOf(region), id),
            ...differing(`domain of ${region}`, serviceDomain(awsLocation("111122223333", region)), domain),
          ]),
        ),
  },
];
