# A vault for backups that the team starts by hand.
resource "aws_backup_vault" "volumes" {
  name = "mlapp-volumes"
}
