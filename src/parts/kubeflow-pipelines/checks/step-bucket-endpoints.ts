import { bucketArn } from "../../../facts/aws";
import { homeOf } from "../../../infrastructure/text-references";
import { statementReach } from "../../../infrastructure/identity-decisions";
import { covers } from "../../../infrastructure/identity-patterns";
import { endpointsFor } from "../../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { combinedFinding, type Finding } from "../../../checks/check";
import { gatewayNeedsOf, storeOf } from "../../../infrastructure/network-gateway-needs";
import { type Stated } from "../../../infrastructure/stated";
import { endpointPolicies } from "../../../infrastructure/network-endpoint-policies";

type StatedBucket = NonNullable<Stated["steps"]>["buckets"][number];

/**
 * Objects of buckets of the company that the policy of the S3 endpoint allows, beyond the folders
 * of the file and the rights of roles. `s3-endpoint-policy-wide` accepts all objects of a bucket
 * that a role reaches.
 */
export function endpointFindings(plan: EnvironmentPlan, buckets: readonly StatedBucket[]): Finding[] {
  const arnOf = ({ name }: StatedBucket): string => bucketArn(homeOf(plan), name);
  const stated = new Set(buckets.map(arnOf));
  const needed = [
    ...buckets.flatMap((bucket) => [arnOf(bucket), `${arnOf(bucket)}/${bucket.prefix}*`]),
    ...gatewayNeedsOf(plan, "s3").map(({ resource }) => resource),
  ];
  return endpointsFor(plan, "s3")
    .flatMap((endpoint) => endpointPolicies(plan, endpoint))
    .flatMap(({ resource: at, name, statements = [] }) => {
      const wide = statements
        .filter(({ effect }) => effect === "Allow")
        .flatMap((statement) => statementReach(statement).resources)
        .filter(
          (resource) => stated.has(storeOf(resource)) && !needed.some((each) => covers(each, resource)),
        );
      return combinedFinding(
        at,
        name,
        wide.map((resource) => `allows ${resource}, of which roles reach only a folder`),
      );
    });
}
