resource "aws_secretsmanager_secret" "upstream" {
  name       = "mlapp/upstream"
  kms_key_id = aws_kms_key.cluster.arn
}
