import { logWriters } from "../../../src/checks/identity/log-writers";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [logWriters];

test.each<Case>([
  [
    "flow logs that cannot be delivered",
    ML,
    ({ network }) => {
      within(network.resource.aws_iam_role_policy.flow_logs, "policy", ({ Statement }) => {
        Statement[0].Action.pop();
      });
    },
    "missing logs:DescribeLogStreams on arn:aws:logs:ap-southeast-2:222233334444:log-group:/vpc/ml-inference/flow-logs",
  ],
  [
    "Fargate logs for another log group",
    "mlapp",
    ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.fargate.name = "/other"),
    "missing logs:CreateLogStream on arn:aws:logs:us-east-1:333344445555:log-group:/aws/eks/mlapp-cluster/fargate",
  ],
  [
    "an added action on the group",
    ML,
    ({ network }) => {
      within(network.resource.aws_iam_role_policy.flow_logs, "policy", ({ Statement }) => {
        Statement[0].Action.push("logs:DeleteLogGroup");
      });
    },
    "it also has logs:DeleteLogGroup, which delivering logs does not need",
  ],
])("log-writers finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
