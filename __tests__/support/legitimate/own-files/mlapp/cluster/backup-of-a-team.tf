# A backup of the files of a team, without components.backups: that there is none of the cluster is no fault.
# found: backup-permissions aws_iam_role.team_backup
# found: backup-permissions aws_backup_plan.team
# found: backup-vault aws_backup_vault.team
# found: backup-failures aws_backup_vault.team
resource "aws_backup_vault" "team" {
  name = "mlapp-team"
}

resource "aws_backup_plan" "team" {
  name = "mlapp-team"
  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.team.name
    schedule          = "cron(0 3 * * ? *)"
    lifecycle {
      delete_after = 30
    }
  }
}

resource "aws_iam_role" "team_backup" {
  name = "mlapp-team-backup"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_backup_selection" "team" {
  name         = "team-files"
  iam_role_arn = aws_iam_role.team_backup.arn
  plan_id      = aws_backup_plan.team.id
  resources    = ["arn:aws:s3:::mlapp-team-files"]
}
