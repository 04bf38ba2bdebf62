import { teardownPermissions } from "../../../src/checks/teardown/teardown-permissions";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { without } from "./edits";

test("accepts the stacks of mlapp", () => {
  expect(foundBy(teardownPermissions, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test.each([
  ["platform", "helm_release.load_balancer_controller", "aws_iam_role_policy.load_balancer_controller"],
  [
    "platform",
    "helm_release.load_balancer_controller",
    "kubernetes_service_account_v1.load_balancer_controller",
  ],
  ["cluster", "aws_eks_cluster.main", "aws_iam_role_policy_attachment.cluster_eks"],
  ["cluster", "aws_eks_node_group.general_a", "aws_iam_role_policy_attachment.nodes_image_pull"],
  ["cluster", "aws_eks_node_group.general_b", "aws_iam_role_policy_attachment.nodes_worker_node"],
  ["cluster", "aws_eks_addon.vpc_cni", "aws_iam_role_policy_attachment.vpc_cni"],
  ["cluster", "aws_eks_fargate_profile.fargate", "aws_iam_role_policy_attachment.fargate_pod_execution"],
  ["cluster", "aws_eks_fargate_profile.fargate", "aws_iam_role_policy.fargate"],
  ["models", "kubernetes_deployment_v1.model_service", "kubernetes_service_account_v1.model_service"],
  ["models", "kubernetes_service_account_v1.model_service", "aws_iam_role_policy.model_service"],
] as const)("%s: reports that %s can outlive %s", (layer, address, dependency) => {
  const messages = foundBy(teardownPermissions, without("mlapp", layer, address, dependency));
  expect(messages).toContainEqual(expect.stringContaining(`it does not depend on ${dependency}`));
});
