resource "kubernetes_service_v1" "predict" {
  metadata {
    name      = "predict"
    namespace = "mlapp"
    labels = {
      "app.kubernetes.io/name"       = "model-service"
      "app.kubernetes.io/instance"   = "model-service"
      "app.kubernetes.io/component"  = "clients"
      "app.kubernetes.io/managed-by" = "terraform"
    }
  }

  spec {
    type = "ClusterIP"
    selector = {
      "app.kubernetes.io/name"      = "model-service"
      "app.kubernetes.io/component" = "model-api"
    }
    port {
      name        = "http"
      port        = 80
      target_port = 8501
    }
  }

  depends_on = [kubernetes_namespace_v1.models]
}
