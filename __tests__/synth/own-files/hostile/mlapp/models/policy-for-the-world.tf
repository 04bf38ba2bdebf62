resource "kubernetes_network_policy_v1" "x" {
  metadata {
    name      = "x"
    namespace = "mlapp"
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
    ingress {}
  }
}
