# beside namespace-with-deny.tf

resource "kubernetes_service_account_v1" "worker" {
  metadata {
    name      = "worker"
    namespace = "team"
  }
  automount_service_account_token = false

  depends_on = [kubernetes_namespace_v1.team]
}
