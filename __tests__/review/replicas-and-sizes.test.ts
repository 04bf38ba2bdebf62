import { topicLines } from "./topic-lines";

test("replicas and node counts are sizes", () => {
  const found = topicLines("Replicas and sizes", ({ models, cluster }) => {
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec.max_replicas = 20;
    cluster.resource.aws_eks_node_group.general_a.scaling_config.max_size = 9;
  });
  expect(found).toEqual([
    "info: maximum replicas of kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api: 10 → 20",
    "info: most nodes of aws_eks_node_group.general_a: 2 → 9",
  ]);
});

test("the life of a terminating pod and the evictions of a drain are sizes", () => {
  const found = topicLines("Replicas and sizes", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.termination_grace_period_seconds = 375;
    models.resource.kubernetes_pod_disruption_budget_v1.retail_forecast_api.spec.max_unavailable = "1";
  });
  expect(found).toEqual([
    "info: seconds until a terminating pod is killed of kubernetes_deployment_v1.retail_forecast_api: 90 → 375",
    "info: disruption budget of kubernetes_pod_disruption_budget_v1.retail_forecast_api: 50% → 1",
  ]);
});
