import { serviceTrust } from "../../../src/checks/identity/service-trust";
import { newlyFound } from "../../support/findings";
import { type Case, ML, trust } from "./edits";

const CHECK = [serviceTrust];

test.each<Case>([
  [
    "a service that acts for any account",
    ML,
    trust((statement) => delete statement["Condition"], "cluster", "cluster"),
    "any account can make eks.amazonaws.com use it: no condition on aws:SourceAccount or aws:SourceArn",
  ],
  [
    "a flow log role for another account",
    ML,
    trust(
      ({ Condition }) => (Condition.StringEquals["aws:SourceAccount"] = "999999999999"),
      "network",
      "flow_logs",
    ),
    "aws:SourceAccount is 999999999999 with StringEquals, expected StringEquals 222233334444",
  ],
  [
    "AWS Backup that acts for any account",
    "ml-platform",
    trust((statement) => delete statement["Condition"], "cluster", "backups_restore"),
    "any account can make backup.amazonaws.com use it: no condition on aws:SourceAccount or aws:SourceArn",
  ],
  [
    "a cluster role for another cluster",
    ML,
    trust(({ Condition }) => (Condition.ArnLike["aws:SourceArn"] += "-2"), "cluster", "cluster"),
    "aws:SourceArn arn:aws:eks:ap-southeast-2:222233334444:cluster/ml-inference-prod-cluster-2 names no cluster of this environment (ml-inference-prod-cluster)",
  ],
  [
    "a Fargate role for another account",
    "mlapp",
    trust(
      ({ Condition }) =>
        (Condition.ArnLike["aws:SourceArn"] =
          "arn:aws:eks:us-east-1:999999999999:fargateprofile/mlapp-cluster/*"),
      "cluster",
      "fargate",
    ),
    "aws:SourceArn arn:aws:eks:us-east-1:999999999999:fargateprofile/mlapp-cluster/* is not in account 333344445555 and region us-east-1",
  ],
  [
    "a role of the account beside the service",
    ML,
    trust(
      ({ Principal }) => (Principal.AWS = "arn:aws:iam::222233334444:role/another"),
      "cluster",
      "cluster",
    ),
    "it also trusts arn:aws:iam::222233334444:role/another, expected only eks.amazonaws.com",
  ],
])("service-trust finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
