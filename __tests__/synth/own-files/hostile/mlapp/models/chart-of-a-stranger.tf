resource "helm_release" "x" {
  name            = "x"
  namespace       = "mlapp"
  repository      = "https://stranger.example.com"
  chart           = "x"
  version         = "1.0.0"
  atomic          = true
  cleanup_on_fail = true
  max_history     = 5

  depends_on = [kubernetes_namespace_v1.models]
}
