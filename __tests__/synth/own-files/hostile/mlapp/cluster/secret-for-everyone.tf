resource "aws_secretsmanager_secret" "x" {
  name       = "x"
  kms_key_id = aws_kms_key.cluster.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
  })
}
