resource "kubernetes_config_map_v1" "keda" {
  metadata {
    name      = "keda-settings"
    namespace = "keda"
  }

  data = { level = "info" }
}
