# beside namespace.tf

resource "kubernetes_resource_quota_v1" "team" {
  metadata {
    name      = "team"
    namespace = "team"
  }

  spec {
    hard = { pods = "20", "requests.cpu" = "8", "requests.memory" = "16Gi" }
  }

  depends_on = [kubernetes_namespace_v1.team]
}
