data "kubernetes_service_v1" "api" {
  metadata {
    name      = "kubernetes"
    namespace = "default"
  }
}

output "api_address" {
  value = data.kubernetes_service_v1.api.spec[0].cluster_ip
}
