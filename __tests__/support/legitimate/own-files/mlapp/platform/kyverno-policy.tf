resource "kubernetes_manifest" "no_latest" {
  manifest = {
    apiVersion = "kyverno.io/v1"
    kind       = "ClusterPolicy"
    metadata   = { name = "no-latest" }
    spec       = { validationFailureAction = "Audit", rules = [] }
  }
}
