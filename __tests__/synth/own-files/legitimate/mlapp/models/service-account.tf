resource "kubernetes_service_account_v1" "reports" {
  metadata {
    name      = "reports"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  automount_service_account_token = false
}
