import { groupBy } from "../../base/group-by";
import { homeOf } from "../../infrastructure/text-references";
import { endpointStatements } from "../../infrastructure/endpoint-policies";
import { type Endpoint, endpointsFor, withEachPolicy } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at } from "../check";
import { passes, s3NeedsOf } from "../../infrastructure/s3-needs";
import { joinFirstNames } from "./words";

export const s3EndpointPolicy: Check = {
  id: "s3-endpoint-policy",
  severity: "error",
  title: "the policy of the S3 endpoint allows every bucket that workloads read",
  why: "if the endpoint denies image layers, pods do not start, even if their roles allow the access",
  fix: "allow s3:GetObject on the bucket's objects in the endpoint policy; for a bucket that AWS owns, allow all principals",
  source:
    'Amazon ECR user guide, "Minimum Amazon S3 bucket permissions for Amazon ECR"; AL2023 user guide, "Deterministic upgrades" (read 2026-11-20)',
  run: (plan) =>
    endpointsFor(plan, "s3")
      .flatMap(withEachPolicy)
      .filter(({ policy }) => policy !== undefined)
      .flatMap((endpoint) => refusals(plan, endpoint)),
};

function refusals(plan: EnvironmentPlan, endpoint: Endpoint): Finding[] {
  const { resource } = endpoint;
  const statements = endpointStatements(plan, endpoint);
  if (!statements)
    return [{ ...at(resource), message: "the endpoint policy cannot be read as JSON before an apply" }];
  const refused = s3NeedsOf(plan).filter((need) => !passes(statements, need, homeOf(plan)));
  return [...groupBy(refused, (need) => `${need.action} on ${need.resource}`)].map(([what, needs]) => ({
    ...at(resource),
    message: `the endpoint policy denies ${what}; needed for ${joinFirstNames(needs.map(({ why }) => why))}`,
  }));
}
