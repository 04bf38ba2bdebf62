import { keyRotation } from "../../../src/checks/data/key-rotation";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add, edited, findingsOf } from "../terraform/edits";

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

describe("a key for several regions", () => {
  const several = edited("cluster", "aws_kms_key.cluster", (each) => (each["multi_region"] = true));
  const replica = add("cluster", "aws_kms_replica_key", { primary_key_arn: "${aws_kms_key.cluster.arn}" });

  test("is reported if the stacks have no replica", () => {
    expect(findings(ML, several)).toEqual([
      "aws_kms_key.cluster: key: multi_region lets its material be copied to other regions, and no aws_kms_replica_key of these stacks does that",
    ]);
  });

  test("is accepted with a replica", () => {
    const found = findings(ML, (layers) => {
      several(layers);
      replica(layers);
    });
    expect(found).toEqual([]);
  });

  test("is accepted if it is none", () => {
    expect(
      findings(
        ML,
        edited("cluster", "aws_kms_key.cluster", (each) => (each["multi_region"] = false)),
      ),
    ).toEqual([]);
  });
});
