import { text } from "../../terraform/stack-json";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Attribute with the KMS key, by resource type. */
const KEYS: Readonly<Record<string, string>> = {
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
  aws_secretsmanager_secret: "kms_key_id",
};

/**
 * Whether keys of SQS encrypt a queue, as they do by default: its policy and IAM alone say who reads it, and each
 * service can send to it.
 */
const hasOwnKeys = ({ type, config }: PlannedResource): boolean =>
  type === "aws_sqs_queue" &&
  (config["kms_master_key_id"] ?? "") === "" &&
  (config["sqs_managed_sse_enabled"] ?? true) === true;

export const topicEncryption: Check = {
  ...ruleOf(TEXTS, "topic-encryption"),
  run: (plan) =>
    Object.entries(KEYS).flatMap(([type, attribute]) =>
      plan.resources(type).flatMap((resource) => {
        const key = text(resource.config[attribute]);
        return combinedFinding(
          resource,
          "encryption",
          (key !== undefined && !key.includes("alias/aws/")) || hasOwnKeys(resource)
            ? []
            : ["no KMS key of this environment encrypts it"],
        );
      }),
    ),
};
