import { combinedFinding, text } from "../../analysis/blocks";
import { type Check } from "../check";

/** Attribute that names the key, by type. */
const KEYS: Readonly<Record<string, string>> = {
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
  aws_secretsmanager_secret: "kms_key_id",
};

export const topicEncryption: Check = {
  id: "topic-encryption",
  severity: "error",
  title: "topics, queues and secrets are encrypted by our key",
  why: "by AWS's own key whoever may read in the account reads them, and CloudWatch cannot publish to such a topic",
  fix: "name a key of this environment that admits the service which writes",
  source: "AWS Security Hub, SNS.1 and SQS.1; Amazon SNS developer guide, Key management (read 2026-11-20)",
  scannerRules: ["CKV_AWS_26", "CKV_AWS_27", "CKV_AWS_149"],
  run: (plan) =>
    Object.entries(KEYS).flatMap(([type, attribute]) =>
      plan.resources(type).flatMap((resource) => {
        const key = text(resource.config[attribute]);
        return combinedFinding(
          resource,
          "encryption",
          key !== undefined && !key.includes("alias/aws/") ? [] : ["no key of this environment encrypts it"],
        );
      }),
    ),
};
