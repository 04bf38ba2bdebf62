resource "kubernetes_manifest" "scaled" {
  manifest = {
    apiVersion = "keda.sh/v1alpha1"
    kind       = "ScaledObject"
    metadata   = { name = "batch", namespace = "mlapp" }
    spec       = { scaleTargetRef = { name = "batch" }, triggers = [] }
  }

  depends_on = [kubernetes_namespace_v1.models]
}
