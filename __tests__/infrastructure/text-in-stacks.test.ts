import { dependenciesOf } from "../../src/infrastructure/text-in-stacks";
import { environmentPlan } from "../support/altered";
import { planOf } from "../support/reference-plans";

/** A role whose trust policy references the cluster through a local value, and the cluster. */
function roleAndCluster() {
  const plan = environmentPlan(planOf("mlapp"));
  const [role] = plan.resources("aws_iam_role").filter(({ name }) => name === "vpc_cni");
  const [cluster] = plan.resources("aws_eks_cluster");
  if (!role || !cluster) throw new Error("mlapp has no such role or cluster");
  return { graph: dependenciesOf(plan), role, cluster };
}

test("a resource outlives those that reference it through a local value", () => {
  const { graph, role, cluster } = roleAndCluster();
  expect(graph.outlives(cluster, role)).toBe(true);
});

test("a resource does not outlive those that it references", () => {
  const { graph, role, cluster } = roleAndCluster();
  expect(graph.outlives(role, cluster)).toBe(false);
});
