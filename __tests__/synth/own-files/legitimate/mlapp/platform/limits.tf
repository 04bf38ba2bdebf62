# beside namespace.tf

resource "kubernetes_limit_range_v1" "team" {
  metadata {
    name      = "team"
    namespace = "team"
  }

  spec {
    limit {
      type            = "Container"
      default_request = { cpu = "100m", memory = "128Mi" }
    }
  }

  depends_on = [kubernetes_namespace_v1.team]
}
