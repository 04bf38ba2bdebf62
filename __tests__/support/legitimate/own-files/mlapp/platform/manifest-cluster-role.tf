resource "kubernetes_manifest" "crd_reader" {
  manifest = {
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "ClusterRole"
    metadata   = { name = "crd-reader" }
    rules = [{
      apiGroups = ["apiextensions.k8s.io"]
      resources = ["customresourcedefinitions"]
      verbs     = ["get", "list"]
    }]
  }
}
