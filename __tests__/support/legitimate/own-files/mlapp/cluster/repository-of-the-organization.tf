# found: policy-principals aws_ecr_repository_policy.model_service
resource "aws_ecr_repository_policy" "model_service" {
  repository = aws_ecr_repository.model_service.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
