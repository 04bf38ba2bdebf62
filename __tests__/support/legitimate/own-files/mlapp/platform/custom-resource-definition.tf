resource "kubernetes_manifest" "experiments" {
  manifest = {
    apiVersion = "apiextensions.k8s.io/v1"
    kind       = "CustomResourceDefinition"
    metadata   = { name = "experiments.ml.example.com" }
    spec = {
      group = "ml.example.com"
      scope = "Namespaced"
      names = { kind = "Experiment", plural = "experiments" }
      versions = [{
        name    = "v1"
        served  = true
        storage = true
        schema  = { openAPIV3Schema = { type = "object", "x-kubernetes-preserve-unknown-fields" = true } }
      }]
    }
  }
}
