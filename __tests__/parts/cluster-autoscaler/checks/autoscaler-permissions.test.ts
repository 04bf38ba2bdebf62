import { autoscalerPermissions } from "../../../../src/parts/cluster-autoscaler/checks/autoscaler-permissions";
import { chartPolicy } from "../../../../src/checks/identity/chart-policy";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan } from "../../../support/cluster-autoscaler";
import { foundBy } from "../../../support/findings";

/** The environment with another second statement in the policy of the autoscaler. */
const withStatement = (edit: (statement: Editable) => void) =>
  altered(clusterAutoscalerPlan(), ({ platform }) => {
    const policy = platform.resource.aws_iam_role_policy.cluster_autoscaler as Editable;
    const document = JSON.parse(policy["policy"] as string) as Editable;
    edit(document["Statement"][1] as Editable);
    policy["policy"] = JSON.stringify(document);
  });

const OWNED = "aws:ResourceTag/k8s.io/cluster-autoscaler/ml-inference-prod-cluster";

test("autoscaler-permissions and chart-policy accept the emitted role", () => {
  const plan = environmentPlan(clusterAutoscalerPlan());
  expect([...foundBy(autoscalerPermissions, plan), ...foundBy(chartPolicy, plan)]).toEqual([]);
});

test.each<[what: string, edit: (statement: Editable) => void, message: string]>([
  ["no condition", (each) => delete each["Condition"], "is also allowed on groups of another cluster"],
  [
    "a tag that every cluster has",
    (each) =>
      (each["Condition"] = { StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true" } }),
    "is also allowed on groups of another cluster",
  ],
  [
    "the tag of another cluster",
    (each) =>
      (each["Condition"] = { StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/other": "owned" } }),
    "is not allowed on the groups of ml-inference-prod-cluster",
  ],
  [
    "another value",
    (each) => (each["Condition"] = { StringEquals: { [OWNED]: "shared" } }),
    "is not allowed on the groups of ml-inference-prod-cluster",
  ],
  [
    "another region",
    (each) => (each["Resource"] = "arn:aws:autoscaling:eu-west-1:222233334444:autoScalingGroup:*"),
    "is not allowed on the groups of ml-inference-prod-cluster",
  ],
  [
    "a condition that is not judged",
    (each) => (each["Condition"] = { StringNotEquals: { "aws:ResourceTag/team": "other" } }),
    "has aws:ResourceTag/team, which this check does not know",
  ],
])("autoscaler-permissions finds %s", (_, edit, message) => {
  const found = foundBy(autoscalerPermissions, withStatement(edit));
  expect(found).toEqual([expect.stringContaining(`autoscaling:SetDesiredCapacity ${message}`)]);
});

test("autoscaler-permissions accepts a pattern that covers the cluster only", () => {
  const plan = withStatement(
    (each) =>
      (each["Condition"] = { StringLike: { "aws:ResourceTag/eks:cluster-name": "ml-inference-prod-*" } }),
  );
  expect(foundBy(autoscalerPermissions, plan)).toEqual([]);
});

test("chart-policy finds a missing and an additional action of the autoscaler", () => {
  const missing = withStatement((each) => (each["Action"] = ["autoscaling:SetDesiredCapacity"]));
  const extra = withStatement((each) =>
    (each["Action"] as string[]).push("autoscaling:DeleteAutoScalingGroup"),
  );
  for (const plan of [missing, extra]) {
    expect(foundBy(chartPolicy, plan)).toEqual([
      expect.stringMatching(/missing as published: autoscaling:SetDesiredCapacity and 1 more/),
    ]);
  }
});
