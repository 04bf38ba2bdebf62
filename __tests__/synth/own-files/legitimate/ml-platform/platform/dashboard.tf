resource "kubernetes_config_map_v1" "dashboard" {
  metadata {
    name      = "own-dashboard"
    namespace = "monitoring"
    labels    = { grafana_dashboard = "1" }
  }

  data = {
    "own.json" = jsonencode({ title = "own", panels = [] })
  }

  depends_on = [kubernetes_namespace_v1.prometheus]
}
