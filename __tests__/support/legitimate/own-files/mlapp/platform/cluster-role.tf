resource "kubernetes_cluster_role_v1" "node_reader" {
  metadata {
    name = "node-reader"
  }

  rule {
    api_groups = [""]
    resources  = ["nodes"]
    verbs      = ["get", "list", "watch"]
  }
}

resource "kubernetes_cluster_role_binding_v1" "node_reader" {
  metadata {
    name = "node-reader"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = kubernetes_cluster_role_v1.node_reader.metadata[0].name
  }

  subject {
    kind      = "Group"
    name      = "oncall:eu"
    api_group = "rbac.authorization.k8s.io"
  }
}
