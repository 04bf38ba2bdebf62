resource "kubernetes_config_map_v1" "x" {
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }

  data = { mapRoles = "- rolearn: arn:aws:iam::999988887777:role/x" }
}
