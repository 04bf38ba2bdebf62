import { hasConfirmedBuckets } from "../../facts/regions";
import { isByIds } from "../existing-network";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem } from "../rule-problems";

/** China and the isolated partitions. The schema refuses regions of the European Sovereign Cloud. */
const OTHER_PARTITION = /^(cn|us-iso[a-z]*|eu-iso[a-z]*)-/;

/**
 * Regions where facts about AWS are unconfirmed: names of endpoint services, and the buckets with
 * image layers and AL2023 packages. A wrong name would show only after the apply, as nodes that
 * never join.
 */
export function regionRules({ region, network }: EnvironmentConfig): RuleProblem[] {
  if (OTHER_PARTITION.test(region)) {
    return [
      {
        path: ["region"],
        expected: "a region of the partition aws or aws-us-gov",
        fix: "choose such a region; names of endpoints and buckets in other partitions are unconfirmed",
      },
    ];
  }
  if (hasConfirmedBuckets(region) || !makesS3Endpoint(network)) return [];
  return network.endpoints.s3Policy === "least-privilege"
    ? [
        {
          path: ["network", "endpoints", "s3Policy"],
          expected:
            "full-access in AWS GovCloud, where the buckets of image layers and AL2023 packages are unconfirmed",
          fix: "set s3Policy: full-access",
        },
      ]
    : [];
}

/** Whether Terraform makes the S3 endpoint: also in a network by ids that has none. */
const makesS3Endpoint = ({ existing }: EnvironmentConfig["network"]): boolean =>
  existing === undefined || (isByIds(existing) && existing.endpointIds?.s3 === undefined);
