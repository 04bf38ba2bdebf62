resource "aws_iam_policy" "read_models" {
  name        = "mlapp-read-models"
  description = "reads the models"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = ["arn:aws:s3:::mlapp-model-registry/*"]
    }]
  })
}
