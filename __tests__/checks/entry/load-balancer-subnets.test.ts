import { loadBalancerSubnets } from "../../../src/checks/entry/load-balancer-subnets";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { annotation, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(loadBalancerSubnets);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(loadBalancerSubnets, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a public ALB in private subnets", () => {
  const edit = annotation(
    "subnets",
    '${join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)}',
  );
  expect(findings("mlapp", edit)).toEqual([
    "kubernetes_ingress_v1.models: the load balancer of kubernetes_ingress_v1.models: aws_subnet.private_a has no route to an internet gateway; aws_subnet.private_b has no route to an internet gateway",
  ]);
});

test("reports a subnet without its role tag", () => {
  const edit = edited("network", "aws_subnet.public_a", ({ tags }) => delete tags["kubernetes.io/role/elb"]);
  expect(findings("mlapp", edit)).toEqual([
    "aws_subnet.public_a: load balancer tags: tag kubernetes.io/role/elb is missing, expected 1",
  ]);
});

test("reports a subnet without the tag of its cluster", () => {
  const edit = edited(
    "network",
    "aws_subnet.private_a",
    ({ tags }) => delete tags["kubernetes.io/cluster/mlapp-cluster"],
  );
  expect(findings("mlapp", edit)).toEqual([
    "aws_subnet.private_a: load balancer tags: tag kubernetes.io/cluster/mlapp-cluster is missing, expected shared",
  ]);
});
