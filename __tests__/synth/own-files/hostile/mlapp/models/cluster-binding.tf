resource "kubernetes_cluster_role_binding_v1" "x" {
  metadata {
    name = "x"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }

  subject {
    kind      = "ServiceAccount"
    name      = "default"
    namespace = "mlapp"
  }
}
