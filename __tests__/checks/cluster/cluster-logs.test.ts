import { clusterLogs } from "../../../src/checks/cluster/cluster-logs";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, foundBy } from "../../support/findings";
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

/** Findings on stacks with `emitted` log types of an environment whose file states `stated`. */
const withTypes = (emitted: readonly string[], stated = emitted) =>
  clusterLogs
    .run(environmentPlan(planWith(ML, { cluster: { logTypes: emitted } })), {
      ...CONTEXT,
      statedOf: () => ({ ...NOTHING_STATED, monitoring: { emails: [], clusterLogTypes: stated } }),
    })
    .map(({ message, requestedBy }) => [message, requestedBy]);

test("accepts log types that the file leaves out, except audit", () => {
  expect(withTypes(["api", "audit"])).toEqual([]);
});

test("a control plane without the audit log, as its file states, is a warning", () => {
  expect(withTypes(["api", "scheduler"])).toEqual([
    ["control plane: it does not log audit", "cluster.logTypes"],
  ]);
  expect(withTypes([])).toEqual([["control plane: it does not log audit", "cluster.logTypes"]]);
});

test("reports log types that the file has and the stacks lack", () => {
  expect(withTypes(["audit"], ["audit", "api"])).toEqual([["control plane: it does not log api", undefined]]);
});
