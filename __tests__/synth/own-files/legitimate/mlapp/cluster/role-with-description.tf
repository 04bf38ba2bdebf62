resource "aws_iam_role" "auditor" {
  name        = "mlapp-auditor"
  path        = "/audit/"
  description = "reads logs for the audit"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Audit"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::333344445555:role/mlops-admin" }
    }]
  })
}

resource "aws_iam_role_policy" "auditor" {
  name = "auditor"
  role = aws_iam_role.auditor.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:GetLogEvents", "logs:FilterLogEvents"]
      Resource = ["arn:aws:logs:us-east-1:333344445555:log-group:/aws/eks/mlapp/cluster:*"]
    }]
  })
}
