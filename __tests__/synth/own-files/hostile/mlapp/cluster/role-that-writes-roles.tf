resource "aws_iam_role" "x" {
  name = "mlapp-x"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::333344445555:role/ci" } }]
  })
}

resource "aws_iam_role_policy" "x" {
  name   = "x"
  role   = aws_iam_role.x.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:PutRolePolicy"], Resource = ["arn:aws:iam::333344445555:role/mlapp-cluster"] }]
  })
}
