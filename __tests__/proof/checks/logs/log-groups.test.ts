import { logGroups } from "../../../../src/proof/checks/logs/log-groups";
import { environmentPlan } from "../../../support/altered";
import { type Edit, foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(logGroups);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(logGroups, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a log group without a KMS key", () => {
  const edit = edited(
    "cluster",
    "aws_cloudwatch_log_group.control_plane",
    (each) => delete each["kms_key_id"],
  );
  expect(findings(ML, edit)).toEqual([
    "aws_cloudwatch_log_group.control_plane: log group: no KMS key of this environment encrypts it",
  ]);
});

test("reports a log group without retention", () => {
  const edit = edited(
    "cluster",
    "aws_cloudwatch_log_group.control_plane",
    (each) => delete each["retention_in_days"],
  );
  expect(findings(ML, edit)).toEqual([
    "aws_cloudwatch_log_group.control_plane: log group: its logs have no valid retention: retention_in_days is missing",
  ]);
});

test("reports a log group that EKS would create", () => {
  const edit: Edit = ({ cluster }) => delete cluster.resource.aws_cloudwatch_log_group.control_plane;
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: logs: log group /aws/eks/ml-inference-prod-cluster/cluster is not defined here, so the writer creates it",
  ]);
});

describe("logs of a database", () => {
  const database: Edit = ({ cluster }) =>
    (cluster.resource["aws_db_instance"] = {
      own: { identifier: "own", engine: "postgres", enabled_cloudwatch_logs_exports: ["postgresql"] },
    });

  test("in a log group that RDS would create are reported", () => {
    expect(findings(ML, database)).toEqual([
      "aws_db_instance.own: logs: log group /aws/rds/instance/own/postgresql is not defined here, so the writer creates it",
    ]);
  });

  test("in a log group of the stacks are accepted", () => {
    const edit: Edit = (layers) => {
      database(layers);
      const groups = layers.cluster.resource.aws_cloudwatch_log_group;
      groups.own = { ...groups.control_plane, name: "/aws/rds/instance/own/postgresql" };
    };
    expect(findings(ML, edit)).toEqual([]);
  });
});
