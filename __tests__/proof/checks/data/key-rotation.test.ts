import { keyRotation } from "../../../../src/proof/checks/data/key-rotation";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(keyRotation);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(keyRotation, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a key without rotation", () => {
  const edit = edited("cluster", "aws_kms_key.cluster", (each) => (each["enable_key_rotation"] = false));
  expect(findings(ML, edit)).toEqual(["aws_kms_key.cluster: key: it does not rotate"]);
});

test("reports a short deletion window", () => {
  const edit = edited("cluster", "aws_kms_key.cluster", (each) => (each["deletion_window_in_days"] = 7));
  expect(findings(ML, edit)).toEqual([
    "aws_kms_key.cluster: key: its deletion window is 7 days, expected 30",
  ]);
});
