import { type Attack, STRANGER, own } from "./attack";

/** Rights inside of the cluster, and tokens. */
export const RBAC_ATTACKS: readonly Attack[] = [
  own(
    "models",
    "aws-auth",
    "roles become administrators by a config map",
    ["foreign-names"],
    `
resource "kubernetes_config_map_v1" "a" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = { mapRoles = "- rolearn: arn:aws:iam::${STRANGER}:role/a\\n  groups: [system:masters]\\n" }
}`,
  ),
  own(
    "models",
    "rbac-everyone-admin",
    "everyone with a token is an administrator",
    ["rbac"],
    `
resource "kubernetes_cluster_role_binding_v1" "a" {
  metadata { name = "a" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }
  subject {
    kind      = "Group"
    name      = "system:authenticated"
    api_group = "rbac.authorization.k8s.io"
  }
}`,
  ),
  own(
    "models",
    "rbac-anonymous",
    "requests without a token read the cluster",
    ["rbac"],
    `
resource "kubernetes_cluster_role_binding_v1" "a" {
  metadata { name = "a" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "view"
  }
  subject {
    kind      = "User"
    name      = "system:anonymous"
    api_group = "rbac.authorization.k8s.io"
  }
}`,
  ),
  own(
    "models",
    "rbac-secrets",
    "a role reads every secret",
    ["rbac"],
    `
resource "kubernetes_cluster_role_v1" "a" {
  metadata { name = "a" }
  rule {
    api_groups = [""]
    resources  = ["secrets"]
    verbs      = ["get", "list"]
  }
}`,
  ),
  own(
    "models",
    "rbac-escalate",
    "a role gives itself any right",
    ["rbac"],
    `
resource "kubernetes_cluster_role_v1" "a" {
  metadata { name = "a" }
  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["bind", "escalate", "impersonate"]
  }
}`,
  ),
  own(
    "models",
    "rbac-default-account",
    "every pod without an account edits the namespace",
    ["rbac"],
    `
resource "kubernetes_role_binding_v1" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }
  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "default"
  }
}`,
  ),
  own(
    "models",
    "account-foreign-role",
    "pods sign in with a role of another account",
    ["service-account-roles", "irsa-trust"],
    `
resource "kubernetes_service_account_v1" "a" {
  metadata {
    name        = "a"
    namespace   = kubernetes_namespace_v1.models.metadata[0].name
    annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::${STRANGER}:role/a" }
  }
}`,
  ),
  own(
    "models",
    "account-token",
    "a token that never ends, in the state",
    [],
    `
resource "kubernetes_secret_v1" "a" {
  metadata {
    name        = "a"
    namespace   = "ml-inference"
    annotations = { "kubernetes.io/service-account.name" = "default" }
  }
  type = "kubernetes.io/service-account-token"
}`,
  ),
  own(
    "models",
    "webhook",
    "a foreign program changes every object",
    ["webhook-clients"],
    `
resource "kubernetes_mutating_webhook_configuration_v1" "a" {
  metadata { name = "a" }
  webhook {
    name                      = "a.example.com"
    admission_review_versions = ["v1"]
    side_effects              = "None"
    client_config { url = "https://a.example.com" }
    rule {
      api_groups   = ["*"]
      api_versions = ["*"]
      operations   = ["*"]
      resources    = ["*"]
    }
  }
}`,
  ),
];
