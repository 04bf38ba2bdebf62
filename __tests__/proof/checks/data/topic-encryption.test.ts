import { topicEncryption } from "../../../../src/proof/checks/data/topic-encryption";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
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
