import { type TypeRows, each } from "./resource-type";

/** Objects in the cluster. `name-limits.ts` has the limits of their names, by kind. */
export const KUBERNETES_TYPES: TypeRows = {
  helm_release: { file: "helm" },
  kubernetes_namespace_v1: {
    file: "namespaces",
    held: { noun: "namespace", loss: "all its pods", rank: 2 },
  },
  kubernetes_priority_class_v1: {
    file: "namespaces",
    held: { noun: "priority class", loss: "the admission of new pods", rank: 7 },
  },
  ...each(["kubernetes_limit_range_v1", "kubernetes_resource_quota_v1"], { file: "namespaces" }),
  kubernetes_network_policy_v1: { file: "network-policies" },
  kubernetes_ingress_v1: {
    file: "entry",
    held: { noun: "Ingress", loss: "its load balancer", rank: 11 },
  },
  kubernetes_service_v1: { file: "entry", held: { noun: "Service", loss: "its address", rank: 12 } },
  kubernetes_service_account_v1: { file: "service-accounts" },
  kubernetes_storage_class_v1: { file: "workloads" },
  kubernetes_config_map_v1: { file: "config-maps" },
  // Workloads of a model go into the model's file, by name.
  kubernetes_deployment_v1: {
    file: "workloads",
    held: { noun: "Deployment", loss: "all its pods", rank: 6 },
  },
  ...each(
    [
      ...["kubernetes_horizontal_pod_autoscaler_v2", "kubernetes_pod_disruption_budget_v1"],
      ...["kubernetes_cluster_role_binding_v1", "kubernetes_cluster_role_v1"],
      ...["kubernetes_role_binding_v1", "kubernetes_role_v1"],
      "kubernetes_cron_job_v1",
      ...["kubernetes_persistent_volume_v1", "kubernetes_persistent_volume_claim_v1"],
    ],
    { file: "workloads" },
  ),
};
