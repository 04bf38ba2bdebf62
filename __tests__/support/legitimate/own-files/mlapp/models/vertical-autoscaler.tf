resource "kubernetes_manifest" "vpa" {
  manifest = {
    apiVersion = "autoscaling.k8s.io/v1"
    kind       = "VerticalPodAutoscaler"
    metadata   = { name = "model-service", namespace = "mlapp" }
    spec = {
      targetRef    = { apiVersion = "apps/v1", kind = "Deployment", name = "model-service" }
      updatePolicy = { updateMode = "Off" }
    }
  }
}
