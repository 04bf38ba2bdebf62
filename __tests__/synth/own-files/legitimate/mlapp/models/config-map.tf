resource "kubernetes_config_map_v1" "labels" {
  metadata {
    name      = "labels"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }

  data = {
    classes = "cat,dog"
  }
}
