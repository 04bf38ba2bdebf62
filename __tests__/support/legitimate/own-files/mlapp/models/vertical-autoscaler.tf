resource "kubernetes_manifest" "vpa" {
  manifest = {
    apiVersion = "autoscaling.k8s.io/v1"
    kind       = "VerticalPodAutoscaler"
    metadata   = { name = "batch", namespace = "mlapp" }
    spec = {
      targetRef    = { apiVersion = "apps/v1", kind = "Deployment", name = "batch" }
      updatePolicy = { updateMode = "Off" }
    }
  }

  depends_on = [kubernetes_namespace_v1.models]
}
