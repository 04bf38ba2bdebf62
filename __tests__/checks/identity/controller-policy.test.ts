import { controllerPolicyCheck } from "../../../src/checks/identity/controller-policy";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [controllerPolicyCheck];

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
    "a chart of another version",
    ML,
    ({ platform }) => (platform.resource.helm_release.load_balancer_controller.version = "3.6.0"),
    "the chart has version v3.6.0, expected v3.5.0 as for the policy in the catalog",
  ],
])("controller-policy finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
