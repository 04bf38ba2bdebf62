resource "kubernetes_service_v1" "peers" {
  metadata {
    name      = "model-service-peers"
    namespace = "mlapp"
    labels = {
      "app.kubernetes.io/name"       = "model-service"
      "app.kubernetes.io/instance"   = "model-service"
      "app.kubernetes.io/component"  = "peers"
      "app.kubernetes.io/managed-by" = "terraform"
    }
  }

  spec {
    cluster_ip                  = "None"
    publish_not_ready_addresses = true
    selector = {
      "app.kubernetes.io/name"      = "model-service"
      "app.kubernetes.io/component" = "model-api"
    }
    port {
      name        = "http"
      port        = 8501
      target_port = 8501
    }
  }

  depends_on = [kubernetes_namespace_v1.models]
}
