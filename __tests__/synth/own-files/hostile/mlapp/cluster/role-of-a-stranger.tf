resource "aws_iam_role" "x" {
  name = "mlapp-x"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "999988887777" } }]
  })
}
