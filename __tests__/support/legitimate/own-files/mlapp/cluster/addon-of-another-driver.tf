# found: release-known aws_eks_addon.efs
# found: capacity-known aws_eks_addon.efs
resource "aws_eks_addon" "efs" {
  cluster_name                = aws_eks_cluster.main.name
  addon_name                  = "aws-efs-csi-driver"
  addon_version               = "v3.4.0-eksbuild.1"
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
}
