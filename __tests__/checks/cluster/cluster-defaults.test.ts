import { clusterDefaults } from "../../../src/checks/cluster/cluster-defaults";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(clusterDefaults);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterDefaults, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a cluster that enters extended support", () => {
  const edit = edited("cluster", CLUSTER, (each) => delete each["upgrade_policy"]);
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: cluster: it enters extended support when standard support ends",
  ]);
});
