import { publicNodes } from "../../../src/checks/cluster/public-nodes";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, TEMPLATE, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(publicNodes);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(publicNodes, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports nodes with public addresses", () => {
  const edit = edited(
    "cluster",
    TEMPLATE,
    ({ network_interfaces }) => (network_interfaces[0].associate_public_ip_address = "true"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_launch_template.general: nodes: associate_public_ip_address is not false",
  ]);
});

test("reports nodes in subnets that assign public addresses", () => {
  const edit = edited("network", "aws_subnet.private_a", (each) => (each["map_public_ip_on_launch"] = true));
  expect(findings(ML, edit)).toEqual([
    "aws_eks_cluster.main: subnets: aws_subnet.private_a assigns public addresses",
    "aws_eks_node_group.general_a: subnets: aws_subnet.private_a assigns public addresses",
  ]);
});
