import { hybridNodes } from "../../../src/checks/cluster/hybrid-nodes";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

test.each(ENVIRONMENTS)("accepts the cluster of %s", (environment) => {
  expect(foundBy(hybridNodes, environmentPlan(planOf(environment)))).toEqual([]);
});

test("finds nodes and pods of networks outside of AWS", () => {
  const remote = { remote_node_networks: { cidrs: ["0.0.0.0/0"] }, remote_pod_networks: { cidrs: [] } };
  const edit = edited("cluster", CLUSTER, (each) => (each["remote_network_config"] = remote));
  expect(findingsOf(hybridNodes)(ML, edit)).toEqual([
    "aws_eks_cluster.main: the control plane: it admits nodes and pods of networks outside of the VPC (remote_network_config)",
  ]);
});
