import { BOUNDS, NAMES, row } from "../common";
import { type HarmlessType } from "../harmless";

const METADATA = row(NAMES, ["metadata.name", "metadata.labels.*"]);

/** Objects of Kubernetes with their harmless arguments, and harmless arguments of those that checks judge. */
export const KUBERNETES_TYPES: Readonly<Record<string, HarmlessType>> = {
  kubernetes_namespace_v1: [
    row(NAMES, ["metadata.name"]),
    row(
      "pods meet the profile, or are refused",
      ["metadata.labels.pod-security.kubernetes.io/enforce"],
      /^(restricted|baseline)$/,
    ),
    row("it warns, and permits nothing", [
      "metadata.labels.pod-security.kubernetes.io/warn",
      "metadata.labels.pod-security.kubernetes.io/audit",
    ]),
  ],
  kubernetes_network_policy_v1: [
    METADATA,
    row("pods that a policy selects may do less than others; what its rules admit is judged", [
      "spec.pod_selector.*",
    ]),
  ],
  kubernetes_service_account_v1: [
    METADATA,
    row("pods have no token", ["automount_service_account_token"], /^false$/),
  ],
  kubernetes_config_map_v1: [
    row(NAMES, ["metadata.name", "metadata.labels.grafana_dashboard"]),
    row("a text, which pods read that name it, or Grafana as a dashboard", ["data.*", "binary_data.*"]),
    row("nobody can edit it", ["immutable"], /^true$/),
  ],
  kubernetes_resource_quota_v1: [METADATA, row(BOUNDS, ["spec.hard.*", "metadata.namespace"])],
  kubernetes_limit_range_v1: [METADATA, row(BOUNDS, ["spec.limit.*", "metadata.namespace"])],
  kubernetes_cluster_role_binding_v1: [METADATA],
  kubernetes_cluster_role_v1: [METADATA],
  kubernetes_role_v1: [METADATA],
  kubernetes_role_binding_v1: [METADATA],
  kubernetes_service_v1: [METADATA],
};
