# An alert of a team, without components.alerts: that there are no others is no fault.
resource "helm_release" "extra_alert" {
  name            = "extra-alert"
  namespace       = "mlapp"
  chart           = "${path.module}/charts/custom-resources"
  atomic          = true
  cleanup_on_fail = true
  max_history     = 5
  depends_on      = [kubernetes_namespace_v1.models]
  values = [jsonencode({
    resources = [{
      apiVersion = "monitoring.coreos.com/v1"
      kind       = "PrometheusRule"
      metadata   = { name = "extra", namespace = "mlapp" }
      spec = {
        groups = [{ name = "extra", rules = [{
          alert       = "NoPods"
          expr        = "kube_deployment_status_replicas_available{namespace=\"mlapp\"} < 1"
          for         = "5m"
          labels      = { severity = "warning", model = "spell" }
          annotations = { summary = "a model has no pod", runbook = "kubectl -n mlapp get pods" }
          }, {
          alert       = "NoSeriesOfPods"
          expr        = "absent(kube_deployment_status_replicas_available{namespace=\"mlapp\"})"
          for         = "15m"
          labels      = { severity = "warning", model = "spell" }
          annotations = { summary = "no series", runbook = "kubectl -n mlapp get pods" }
        }] }]
      }
    }]
  })]
}
