resource "kubernetes_pod_disruption_budget_v1" "batch" {
  metadata {
    name      = "batch"
    namespace = "mlapp"
  }

  spec {
    max_unavailable = "1"
    selector {
      match_labels = { "app.kubernetes.io/name" = "batch" }
    }
  }

  depends_on = [kubernetes_namespace_v1.models]
}
