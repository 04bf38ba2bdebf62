resource "kubernetes_namespace_v1" "team" {
  metadata {
    name = "team"
    labels = {
      "pod-security.kubernetes.io/enforce" = "restricted"
    }
  }
}
