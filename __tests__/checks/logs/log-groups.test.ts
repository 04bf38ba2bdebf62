import { logGroups } from "../../../src/checks/logs/log-groups";
import { statedIn } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
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

const CONTROL_PLANE = "aws_cloudwatch_log_group.control_plane";
const FLOW_LOGS = "aws_cloudwatch_log_group.flow_logs";

const days = (layer: "cluster" | "network", address: string, value: number): Edit =>
  edited(layer, address, (each) => (each["retention_in_days"] = value));
const stated = (environment: string) => ({
  statedOf: () => statedIn(settingsFor(configWith(environment))),
});

test.each([ML, "ml-platform", "mlapp", "ml-inference-hardened", "retail-forecast"])(
  "accepts the retention of %s, as its file states it",
  (environment) => {
    expect(foundBy(logGroups, environmentPlan(planOf(environment)), stated(environment))).toEqual([]);
  },
);

test.each<[string, Edit, string]>([
  [
    "the control plane",
    days("cluster", CONTROL_PLANE, 1),
    `${CONTROL_PLANE}: log group: it keeps logs for 1 day, expected 30, cluster.logRetentionDays of the file`,
  ],
  [
    "flow logs",
    days("network", FLOW_LOGS, 7),
    `${FLOW_LOGS}: log group: it keeps logs for 7 days, expected 90, network.flowLogs.retentionDays of the file`,
  ],
])("reports that %s keeps logs for another time than the file states", (_words, edit, finding) => {
  expect(foundBy(logGroups, altered("ml-platform", edit), stated("ml-platform"))).toEqual([finding]);
});

test("does not judge the time without a record of the file", () => {
  expect(foundBy(logGroups, altered("ml-platform", days("cluster", CONTROL_PLANE, 1)))).toEqual([]);
});

test("accepts another time of an own log group", () => {
  const text = `
resource "aws_cloudwatch_log_group" "own" {
  name              = "/own"
  retention_in_days = 7
  kms_key_id        = aws_kms_key.cluster.arn
}`;
  const plan = environmentWithOwnFile("ml-platform", "cluster", text);
  expect(foundBy(logGroups, plan, stated("ml-platform"))).toEqual([]);
});
