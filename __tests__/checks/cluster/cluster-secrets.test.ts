import { clusterSecrets } from "../../../src/checks/cluster/cluster-secrets";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(clusterSecrets);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterSecrets, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a cluster without encryption of Secrets", () => {
  const edit = edited("cluster", CLUSTER, (each) => delete each["encryption_config"]);
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: Kubernetes Secrets: no KMS key of this environment encrypts them",
  ]);
});
