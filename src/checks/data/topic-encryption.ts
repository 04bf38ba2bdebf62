import { text } from "../../terraform/stack-json";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

/** Attribute with the KMS key, by resource type. */
const KEYS: Readonly<Record<string, string>> = {
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
  aws_secretsmanager_secret: "kms_key_id",
};

/** Whether keys of SQS encrypt a queue, as they do by default: its policy and IAM alone say who reads it, and each service can send to it. */
const hasOwnKeys = ({ type, config }: PlannedResource): boolean =>
  type === "aws_sqs_queue" &&
  (config["kms_master_key_id"] ?? "") === "" &&
  (config["sqs_managed_sse_enabled"] ?? true) === true;

export const topicEncryption: Check = {
  id: "topic-encryption",
  severity: "error",
  title:
    "topics and secrets are encrypted with a KMS key of this environment, and queues with one or with keys of SQS",
  why: "with an AWS managed key, anyone with read access in the account can read them, and CloudWatch cannot publish to the topic",
  fix: "set a KMS key of this environment that allows the service that writes",
  source:
    "AWS Security Hub, SNS.1 and SQS.1; Amazon SNS developer guide, Key management (read 2026-11-20); AWS CDK, aws-cdk-lib.aws_sqs, Encryption: by default SSE-SQS (read 2026-11-29)",
  scannerRules: ["CKV_AWS_26"],
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
