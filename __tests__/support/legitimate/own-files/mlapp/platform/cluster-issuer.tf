resource "kubernetes_manifest" "ca" {
  manifest = {
    apiVersion = "cert-manager.io/v1"
    kind       = "ClusterIssuer"
    metadata   = { name = "company-ca" }
    spec       = { ca = { secretName = "company-ca" } }
  }
}
