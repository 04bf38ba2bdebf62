import { eksInterfaces } from "../../../../src/proof/checks/cluster/eks-interfaces";
import { environmentPlan } from "../../../support/altered";
import { ENVIRONMENTS } from "../../../support/environments";
import { foundBy } from "../../../support/findings";
import { withIds, withMoreIds, withPeering } from "../../../support/network-by-ids";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { planOf } from "../../../support/reference-plans";
import { CLUSTER, ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(eksInterfaces);

test.each(ENVIRONMENTS)("accepts the cluster of %s", (environment) => {
  expect(foundBy(eksInterfaces, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each([withIds, withMoreIds, withPeering])("accepts a cluster in an existing network", (plan) => {
  expect(foundBy(eksInterfaces, environmentPlan(plan()))).toEqual([]);
});

const cluster = (edit: Parameters<typeof edited>[2]): string[] =>
  findings(ML, edited("cluster", CLUSTER, edit));

test("finds a foreign security group on the control plane", () => {
  expect(cluster(({ vpc_config }) => vpc_config.security_group_ids.push("sg-0a1b2c3d4e5f60718"))).toEqual([
    "aws_eks_cluster.main: the control plane: sg-0a1b2c3d4e5f60718 in vpc_config.security_group_ids is no security group that the stacks declare or read",
  ]);
});

test("finds a foreign subnet of the control plane", () => {
  expect(cluster(({ vpc_config }) => vpc_config.subnet_ids.push("subnet-0a1b2c3d4e5f60718"))).toEqual([
    "aws_eks_cluster.main: the control plane: subnet-0a1b2c3d4e5f60718 in vpc_config.subnet_ids is no subnet that the stacks declare or read",
  ]);
});

test("finds nodes and pods of networks outside of AWS", () => {
  const remote = { remote_node_networks: { cidrs: ["0.0.0.0/0"] }, remote_pod_networks: { cidrs: [] } };
  expect(cluster((each) => (each["remote_network_config"] = remote))).toEqual([
    expect.stringContaining(
      "it admits nodes and pods of networks outside of the VPC (remote_network_config)",
    ),
  ]);
});

test("finds a foreign subnet of a Fargate profile and of a node group", () => {
  const add = ({ subnet_ids }: { subnet_ids?: string[] }) => subnet_ids?.push("subnet-0a1b2c3d4e5f60718");
  expect(findings("mlapp", edited("cluster", "aws_eks_fargate_profile.fargate", add))).toEqual([
    expect.stringContaining("Fargate profile mlapp: subnet-0a1b2c3d4e5f60718 in subnet_ids is no subnet"),
  ]);
  expect(findings(ML, edited("cluster", "aws_eks_node_group.general_a", add))).toEqual([
    expect.stringContaining("node group general-a: subnet-0a1b2c3d4e5f60718 in subnet_ids is no subnet"),
  ]);
});

const own = (subnet: string): string[] =>
  foundBy(
    eksInterfaces,
    environmentWithOwnFile(
      "mlapp",
      "cluster",
      `data "aws_subnet" "more" { id = "subnet-0a1b2c3d4e5f60718" }
resource "aws_eks_fargate_profile" "own" {
  cluster_name           = aws_eks_cluster.main.name
  fargate_profile_name   = "own"
  pod_execution_role_arn = aws_iam_role.fargate.arn
  subnet_ids             = [${subnet}]
  selector { namespace = "own" }
}`,
    ),
  );

test("accepts an own profile in a subnet of the network layer, and in one that it reads", () => {
  expect(own("data.terraform_remote_state.network.outputs.private_workload_subnet_ids[0]")).toEqual([]);
  expect(own("data.aws_subnet.more.id")).toEqual([]);
  expect(own('"subnet-0a1b2c3d4e5f60718"')).toEqual([]);
});

test("finds an own profile in a subnet that no block reads", () => {
  expect(own('"subnet-0f0f0f0f0f0f0f0f0"')).toEqual([
    expect.stringContaining("Fargate profile own: subnet-0f0f0f0f0f0f0f0f0 in subnet_ids is no subnet"),
  ]);
});
