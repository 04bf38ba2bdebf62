resource "aws_iam_role" "firehose" {
  name = "mlapp-firehose"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "firehose.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

output "mlapp_firehose_role" {
  value = aws_iam_role.firehose.arn
}
