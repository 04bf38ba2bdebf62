resource "aws_eks_pod_identity_association" "x" {
  cluster_name    = aws_eks_cluster.main.name
  namespace       = "kube-system"
  service_account = "default"
  role_arn        = aws_iam_role.nodes.arn
}
