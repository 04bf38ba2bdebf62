import { text } from "../../terraform/stack-json";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { attributes as keys } from "./keys-of-messages.json";
import TEXTS from "./texts.json";

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
    Object.entries(keys).flatMap(([type, attribute]) =>
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
