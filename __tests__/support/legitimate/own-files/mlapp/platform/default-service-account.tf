resource "kubernetes_default_service_account_v1" "default" {
  metadata {
    namespace = "default"
  }
  automount_service_account_token = false
}
