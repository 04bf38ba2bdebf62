import { chartPolicy } from "../../../src/checks/identity/chart-policy";
import { type Edit, newlyFound, within } from "../../support/findings";
import { type Case, ML, trust } from "./edits";
import { versionOfChart } from "../../support/chart-versions";

const CHECK = [chartPolicy];

/** The role of the controller trusts another service account. */
const trusts = (account: string): Edit =>
  trust(
    ({ Condition }) => {
      const subject = Object.keys(Condition.StringEquals).find((key) => key.endsWith(":sub"));
      Condition.StringEquals[String(subject)] = `system:serviceaccount:kube-system:${account}`;
    },
    "platform",
    "load_balancer_controller",
  );

test.each<Case>([
  [
    "a missing action",
    ML,
    ({ platform }) => {
      within(platform.resource.aws_iam_role_policy.load_balancer_controller, "policy", ({ Statement }) => {
        Statement[1].Action.pop();
      });
    },
    "missing as published: ec2:DescribeAccountAttributes and 28 more on *",
  ],
  [
    "an action beyond the published ones",
    ML,
    ({ platform }) => {
      within(platform.resource.aws_iam_role_policy.load_balancer_controller, "policy", ({ Statement }) => {
        Statement[4].Action.push("ec2:DeleteVpc");
      });
    },
    "not in the published policy: ec2:CreateSecurityGroup and 1 more on *",
  ],
  [
    "a controller without a role",
    ML,
    trusts("other"),
    "aws-load-balancer-controller: no role trusts its service account",
  ],
  [
    "a role for a chart whose pods need none",
    ML,
    trusts("secrets-store-csi-driver"),
    "the authors of the chart secrets-store-csi-driver list no permissions for its pods",
  ],
  [
    "a chart of another version",
    ML,
    ({ platform }) => (platform.resource.helm_release.load_balancer_controller.version = "99.6.0"),
    `the chart has version 99.6.0, expected ${versionOfChart("aws-load-balancer-controller")}, whose published policy is known`,
  ],
])("chart-policy finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
