import { destroyProtection } from "../../../src/checks/terraform/destroy-protection";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "./edits";

const findings = findingsOf(destroyProtection);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(destroyProtection, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a state bucket without prevent_destroy", () => {
  const edit = edited("state", "aws_s3_bucket.state_bucket", (each) => delete each["lifecycle"]);
  expect(findings(ML, edit)).toEqual([
    "aws_s3_bucket.state_bucket: destroy protection: lifecycle.prevent_destroy is not true",
  ]);
});

test("reports the key of a bucket without prevent_destroy", () => {
  const edit = edited("cluster", "aws_kms_key.cluster", (each) => delete each["lifecycle"]);
  expect(findings(ML, edit)).toEqual([
    "aws_kms_key.cluster: destroy protection: lifecycle.prevent_destroy is not true",
  ]);
});
