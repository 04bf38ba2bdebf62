import { clusterLogs } from "../../../src/checks/cluster/cluster-logs";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(clusterLogs);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterLogs, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a missing audit log", () => {
  const edit = edited("cluster", CLUSTER, ({ enabled_cluster_log_types }) =>
    enabled_cluster_log_types.splice(1, 1),
  );
  expect(findings(ML, edit)).toEqual(["aws_eks_cluster.main: control plane: it does not log audit"]);
});
