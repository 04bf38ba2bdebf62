# beside namespace.tf

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
