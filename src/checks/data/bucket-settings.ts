import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { block, blocks, type Json, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import INLINE from "./bucket-arguments.json";
import TEXTS from "./texts.json";

export const bucketSettings: Check = {
  ...ruleOf(TEXTS, "bucket-settings"),
  run: (plan) =>
    Object.entries(RULES).flatMap(([type, problems]) =>
      plan
        .resources(type)
        .flatMap((resource) => combinedFinding(resource, "bucket", problems(plan, resource))),
    ),
};

type Rule = (plan: EnvironmentPlan, resource: PlannedResource) => string[];

const RULES: Readonly<Record<string, Rule>> = {
  aws_s3_bucket: (_, { config }) =>
    Object.entries(INLINE.arguments).flatMap(([argument, { danger, block: type }]) => {
      if (!isSet(argument, config[argument])) return [];
      const target = text(block(config["logging"])["target_bucket"]) ?? "another bucket";
      const harm = danger.replace("{target}", target);
      return [`${argument}, which ${harm}, is in the bucket itself, expected a block aws_s3_bucket_${type}`];
    }),
  aws_s3_bucket_website_configuration: (plan, resource) => [
    `it publishes the objects of ${bucketOf(plan, resource)} as a website, without TLS`,
  ],
  aws_s3_bucket_inventory: (plan, resource) => {
    const destination = block(block(resource.config["destination"])["bucket"]);
    return listProblems(plan, resource, destination["bucket_arn"], destination["account_id"]);
  },
  aws_s3_bucket_analytics_configuration: (plan, resource) => {
    const data = block(block(resource.config["storage_class_analysis"])["data_export"]);
    const destination = block(block(data["destination"])["s3_bucket_destination"]);
    return listProblems(plan, resource, destination["bucket_arn"], destination["bucket_account_id"]);
  },
  aws_s3_bucket_cors_configuration: (plan, resource) => {
    const origins = blocks(resource.config["cors_rule"]).flatMap((rule) => texts(rule["allowed_origins"]));
    return [...new Set(origins)].flatMap((origin) => {
      if (origin !== "*" && !origin.startsWith("http://")) return [];
      const pages = origin === "*" ? "of any origin" : `of ${origin}, without TLS,`;
      return [
        `pages ${pages} can read ${bucketOf(plan, resource)} in the browser of a person who has a link to an object`,
      ];
    });
  },
  aws_s3_bucket_logging: (plan, resource) =>
    blocks(resource.config["target_grant"]).map((grant) => {
      const grantee = block(grant["grantee"]);
      const who = text(grantee["uri"]) ?? text(grantee["id"]) ?? text(grantee["email_address"]) ?? "others";
      return `target_grant gives ${who} the right ${text(grant["permission"]) ?? "(none)"} on each log of ${bucketOf(plan, resource)}`;
    }),
};

/** The address of the bucket of a block, or its name. */
function bucketOf(plan: EnvironmentPlan, resource: PlannedResource): string {
  const bucket = inLayer(resource, resource.config["bucket"]);
  return plan.target(bucket)?.address ?? resolveReferences(plan, bucket);
}

/** A list may go to a bucket of the environment, or to one that S3 writes to only if it is of the account. */
function listProblems(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  arn: Json | undefined,
  account: Json | undefined,
): string[] {
  if (arn === undefined) return [];
  const written = resolveReferences(plan, inLayer(resource, arn));
  const isOwn =
    plan.target(inLayer(resource, arn))?.type === "aws_s3_bucket" ||
    plan.resources("aws_s3_bucket").some(({ config }) => written.endsWith(`:::${String(config.bucket)}`));
  const owner = resolveReferences(plan, inLayer(resource, account));
  return isOwn || owner === homeOf(plan).accountId
    ? []
    : [
        `it writes lists of the objects of ${bucketOf(plan, resource)} to ${written}, which is no bucket of this environment or account`,
      ];
}

/** Whether an argument has another value than the default of S3; a plan file also has empty lists. */
function isSet(argument: string, value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (argument === "request_payer") return value !== "BucketOwner";
  return !(Array.isArray(value) && value.length === 0);
}
