resource "aws_eks_access_entry" "support" {
  cluster_name      = aws_eks_cluster.main.name
  principal_arn     = "arn:aws:iam::333344445555:role/support"
  kubernetes_groups = ["support"]
}
