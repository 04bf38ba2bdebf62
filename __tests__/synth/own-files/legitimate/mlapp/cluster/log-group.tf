resource "aws_kms_key" "jobs_logs" {
  description             = "key of jobs_logs"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountPoliciesDecide"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::333344445555:root" }
      Action    = "kms:*"
      Resource  = "*"
    }, {
      Sid       = "CloudWatchLogsEncrypts"
      Effect    = "Allow"
      Principal = { Service = "logs.us-east-1.amazonaws.com" }
      Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
      Resource  = "*"
      Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:333344445555:log-group:/mlapp/jobs" } }
    }]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "jobs_logs" {
  name          = "alias/mlapp-jobs-logs"
  target_key_id = aws_kms_key.jobs_logs.key_id
}

resource "aws_cloudwatch_log_group" "jobs" {
  name              = "/mlapp/jobs"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.jobs_logs.arn
}
