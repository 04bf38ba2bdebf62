# beside bucket.tf

resource "aws_iam_role" "exporter" {
  name               = "mlapp-exporter"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "glue.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_iam_role_policy" "exporter" {
  name = "exporter"
  role = aws_iam_role.exporter.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["dynamodb:Query"]
      Resource = ["arn:aws:dynamodb:us-east-1:333344445555:table/mlapp-features"]
    }]
  })
}

output "exporter_role_arn" {
  value = aws_iam_role.exporter.arn
}
