import { clusterEndpoint } from "../../../src/checks/cluster/cluster-endpoint";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(clusterEndpoint);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(clusterEndpoint, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a public endpoint by default", () => {
  const edit = edited("cluster", CLUSTER, ({ vpc_config }) => delete vpc_config.endpoint_public_access);
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: Kubernetes API: endpoint_public_access is not set, and its default is true",
  ]);
});

test("reports a public endpoint that is open to the internet", () => {
  const edit = edited("cluster", CLUSTER, ({ vpc_config }) =>
    Object.assign(vpc_config, { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] }),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: Kubernetes API: its public endpoint is open to 0.0.0.0/0",
  ]);
});
