resource "aws_kms_key" "thumbnails" {
  description             = "key of thumbnails"
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
      Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:us-east-1:333344445555:log-group:/aws/lambda/mlapp-thumbnails" } }
    }]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "thumbnails" {
  name          = "alias/mlapp-thumbnails"
  target_key_id = aws_kms_key.thumbnails.key_id
}

resource "aws_iam_role" "thumbnails" {
  name               = "mlapp-thumbnails"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_iam_role_policy" "thumbnails" {
  name = "thumbnails"
  role = aws_iam_role.thumbnails.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["arn:aws:logs:us-east-1:333344445555:log-group:/aws/lambda/mlapp-thumbnails:*"]
    }]
  })
}

resource "aws_cloudwatch_log_group" "thumbnails" {
  name              = "/aws/lambda/mlapp-thumbnails"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.thumbnails.arn
}

resource "aws_lambda_function" "thumbnails" {
  function_name = "mlapp-thumbnails"
  role          = aws_iam_role.thumbnails.arn
  package_type  = "Image"
  image_uri     = "333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp-thumbnails@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}
