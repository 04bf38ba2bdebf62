import { groupBy } from "../../base/group-by";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { asObject, block, blocks, isTrue, jsonIn, type JsonObject, number } from "../../terraform/stack-json";
import { type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { blockFindings } from "../runner/block-findings";

export const imageRegistry: Check = {
  ...ruleOf(TEXTS, "image-registry"),
  run: (plan) =>
    plan.resources("aws_ecr_repository").flatMap((repository) => {
      const { config } = repository;
      const encryption = block(config.encryption_configuration);
      const key = plan.target(inLayer(repository, encryption.kms_key));
      return blockFindings(plan, repository, "image repository", [
        ...(config.image_tag_mutability === "IMMUTABLE" ? [] : ["its tags are mutable"]),
        ...(isTrue(block(config.image_scanning_configuration).scan_on_push)
          ? []
          : ["images are not scanned on push"]),
        ...(encryption.encryption_type === "KMS" && key?.type === "aws_kms_key"
          ? []
          : ["no KMS key of this environment encrypts it"]),
        ...(isTrue(config.force_delete) ? ["a destroy deletes its images: force_delete is true"] : []),
        ...lifecycleProblems(plan, repository),
      ]);
    }),
};

const lifecycles = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(plan.resources("aws_ecr_lifecycle_policy"), (policy) =>
    plan.target(inLayer(policy, policy.config.repository)),
  ),
);

function lifecycleProblems(plan: EnvironmentPlan, repository: ResourceOf<"aws_ecr_repository">) {
  const [policy] = lifecycles(plan).get(repository) ?? [];
  const rules = blocks(asObject(jsonIn(policy?.config.policy))["rules"]);
  const expiring = rules
    .filter((rule) => block(rule["action"])["type"] === "expire")
    .map((rule) => block(rule["selection"]));
  const priorities = rules.map((rule) => number(rule["rulePriority"]));
  return [
    ...(expiring.some(isUntaggedByAge) ? [] : [{ convention: "untagged images never expire" }]),
    ...(expiring.some(
      (selection) =>
        selection["countType"] === "imageCountMoreThan" && (number(selection["countNumber"]) ?? 0) > 0,
    )
      ? []
      : [{ convention: "old images never expire" }]),
    ...(expiring.every(({ tagStatus }) => ["tagged", "untagged", "any"].includes(String(tagStatus)))
      ? []
      : ["a lifecycle rule has an unknown tagStatus"]),
    ...(priorities.some((priority) => priority === undefined) || new Set(priorities).size < priorities.length
      ? ["lifecycle rules have missing or equal priorities"]
      : []),
  ];
}

const isUntaggedByAge = (selection: JsonObject): boolean =>
  selection["tagStatus"] === "untagged" &&
  selection["countType"] === "sinceImagePushed" &&
  selection["countUnit"] === "days" &&
  (number(selection["countNumber"]) ?? 0) > 0;
