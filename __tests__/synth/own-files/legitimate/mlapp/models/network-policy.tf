resource "kubernetes_network_policy_v1" "quarantine" {
  metadata {
    name      = "quarantine"
    namespace = "mlapp"
  }

  spec {
    pod_selector {
      match_labels = { "app.kubernetes.io/component" = "model-api" }
    }
    policy_types = ["Ingress", "Egress"]
  }

  depends_on = [kubernetes_namespace_v1.models]
}
