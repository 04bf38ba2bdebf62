import { groupBy } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import { statementsOf } from "../../analysis/identity/policies";
import { type Endpoint, endpointsByService } from "../../analysis/network/endpoints";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { passes, s3NeedsOf } from "./s3-needs";
import { joinFirstNames } from "./words";

export const s3EndpointPolicy: Check = {
  id: "s3-endpoint-policy",
  severity: "error",
  title: "the endpoint of S3 lets through every bucket that is read",
  why: "an image whose layers are refused never starts, whatever the roles allow",
  fix: "admit the bucket in the endpoint's policy: s3:GetObject on its objects, for everyone where the bucket is AWS's",
  source:
    'Amazon ECR user guide, "Minimum Amazon S3 bucket permissions for Amazon ECR"; AL2023 user guide, "Deterministic upgrades" (read 2026-11-20)',
  run: (plan) =>
    (endpointsByService(plan).get("s3") ?? [])
      .filter(({ policy }) => policy !== undefined)
      .flatMap((endpoint) => refusals(plan, endpoint)),
};

function refusals(plan: EnvironmentPlan, { resource, policy }: Endpoint): Finding[] {
  const statements = statementsOf(policy);
  if (!statements)
    return [{ ...at(resource), message: "its policy is no JSON that can be read before an apply" }];
  const refused = s3NeedsOf(plan).filter((need) => !passes(statements, need, homeOf(plan)));
  return [...groupBy(refused, (need) => `${need.action} on ${need.resource}`)].map(([what, needs]) => ({
    ...at(resource),
    message: `its policy refuses ${what}; needed for ${joinFirstNames(needs.map(({ why }) => why))}`,
  }));
}
