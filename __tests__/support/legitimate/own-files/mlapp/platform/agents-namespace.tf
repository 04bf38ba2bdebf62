resource "kubernetes_namespace_v1" "agents" {
  metadata {
    name = "agents"
    labels = {
      "pod-security.kubernetes.io/enforce" = "privileged"
    }
    annotations = {
      "private-eks-inference/why-privileged" = "agents of the company read files of nodes"
    }
  }
}
