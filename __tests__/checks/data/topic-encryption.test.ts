import { topicEncryption } from "../../../src/checks/data/topic-encryption";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, RETAIL, add, findingsOf } from "../terraform/edits";

const findings = findingsOf(topicEncryption);

test("accepts the stacks of retail-forecast", () => {
  expect(foundBy(topicEncryption, environmentPlan(planOf(RETAIL)))).toEqual([]);
});

test("reports an unencrypted topic", () => {
  expect(findings(ML, add("cluster", "aws_sns_topic", { name: "alerts" }))).toEqual([
    "aws_sns_topic.extra: encryption: no KMS key of this environment encrypts it",
  ]);
});

test.each([
  ["by default", {}],
  ["as it says", { sqs_managed_sse_enabled: true }],
  ["as the JSON of a plan has it", { sqs_managed_sse_enabled: null, kms_master_key_id: "" }],
  ["with a key of the environment", { kms_master_key_id: "${aws_kms_key.cluster.arn}" }],
])("accepts a queue that keys of SQS encrypt %s", (_, settings) => {
  expect(findings(ML, add("cluster", "aws_sqs_queue", { name: "jobs", ...settings }))).toEqual([]);
});

test.each([
  ["without encryption", "aws_sqs_queue", { sqs_managed_sse_enabled: false }],
  ["with a key of the account", "aws_sqs_queue", { kms_master_key_id: "alias/aws/sqs" }],
  [
    "with a key of the account beside that of SQS",
    "aws_sqs_queue",
    { kms_master_key_id: "alias/aws/sqs", sqs_managed_sse_enabled: true },
  ],
  ["with the argument of a queue", "aws_sns_topic", { sqs_managed_sse_enabled: true }],
  ["with the key of the account", "aws_secretsmanager_secret", {}],
])("reports one %s", (_, type, settings) => {
  expect(findings(ML, add("cluster", type, { name: "jobs", ...settings }))).toEqual([
    `${type}.extra: encryption: no KMS key of this environment encrypts it`,
  ]);
});
