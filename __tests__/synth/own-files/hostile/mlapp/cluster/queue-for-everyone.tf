resource "aws_sqs_queue" "x" {
  name              = "x"
  kms_master_key_id = aws_kms_key.cluster.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }]
  })
}
