resource "kubernetes_namespace_v1" "team" {
  metadata {
    name = "team"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
    }
  }
}

resource "kubernetes_network_policy_v1" "team" {
  metadata {
    name      = "team"
    namespace = "team"
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
  }

  depends_on = [kubernetes_namespace_v1.team]
}
resource "kubernetes_service_account_v1" "worker" {
  metadata {
    name      = "worker"
    namespace = "team"
  }
  automount_service_account_token = false

  depends_on = [kubernetes_namespace_v1.team]
}
