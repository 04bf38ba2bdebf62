resource "helm_release" "dashboards" {
  name            = "dashboards"
  namespace       = "mlapp"
  repository      = "https://charts.example.com"
  chart           = "dashboards"
  version         = "1.2.0"
  atomic          = true
  cleanup_on_fail = true
  max_history     = 5

  depends_on = [kubernetes_namespace_v1.models]
}
