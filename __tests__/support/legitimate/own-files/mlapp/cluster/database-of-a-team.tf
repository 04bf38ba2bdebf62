# A database of the team, with a size and limits that no key of the file states.
resource "aws_db_instance" "reports" {
  identifier                    = "mlapp-reports"
  engine                        = "postgres"
  engine_version                = "17.7"
  instance_class                = "db.m7g.large"
  allocated_storage             = 500
  max_allocated_storage         = 2000
  iops                          = 12000
  storage_type                  = "io2"
  storage_encrypted             = true
  kms_key_id                    = aws_kms_key.database.arn
  username                      = "reports"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.database.arn
  db_subnet_group_name          = aws_db_subnet_group.reports.name
  parameter_group_name          = aws_db_parameter_group.reports.name
  vpc_security_group_ids        = [aws_security_group.reports.id]
  publicly_accessible           = false
  multi_az                      = false
  backup_retention_period       = 3
  delete_automated_backups      = false
  skip_final_snapshot           = false
  final_snapshot_identifier     = "mlapp-reports-final"
}

resource "aws_db_subnet_group" "reports" {
  name        = "mlapp-reports"
  description = "Private subnets of the reports"
  subnet_ids  = data.terraform_remote_state.network.outputs.private_workload_subnet_ids
}

resource "aws_db_parameter_group" "reports" {
  name        = "mlapp-reports"
  description = "Settings of the reports"
  family      = "postgres17"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_security_group" "reports" {
  name        = "mlapp-reports-sg"
  description = "Database of the reports"
  vpc_id      = data.terraform_remote_state.network.outputs.vpc_id
  tags = {
    Name = "mlapp-reports-sg"
  }
}

resource "aws_secretsmanager_secret_rotation" "reports" {
  secret_id          = aws_db_instance.reports.master_user_secret[0].secret_arn
  rotate_immediately = false
  rotation_rules {
    automatically_after_days = 90
  }
}

resource "aws_kms_key" "database" {
  description             = "database of the reports"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::333344445555:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "database" {
  name          = "alias/mlapp-reports-database"
  target_key_id = aws_kms_key.database.key_id
}
