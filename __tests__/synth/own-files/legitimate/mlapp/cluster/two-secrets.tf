resource "aws_secretsmanager_secret" "labels" {
  name                    = "mlapp/labels"
  description             = "token of the labelling service, which its owner writes"
  kms_key_id              = aws_kms_key.cluster.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret" "vendor" {
  name       = "mlapp/vendor"
  kms_key_id = aws_kms_key.cluster.arn
}
