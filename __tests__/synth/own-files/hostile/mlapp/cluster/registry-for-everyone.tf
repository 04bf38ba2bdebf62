resource "aws_ecr_repository_policy" "x" {
  repository = aws_ecr_repository.model_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "ecr:BatchGetImage" }]
  })
}
