# found: policy-principals aws_sqs_queue.corrections
resource "aws_sqs_queue" "corrections" {
  name              = "mlapp-corrections"
  kms_master_key_id = aws_kms_key.cluster.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:us-east-1:333344445555:mlapp-corrections"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
