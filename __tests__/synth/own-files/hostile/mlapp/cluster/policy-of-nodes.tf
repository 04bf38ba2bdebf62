resource "aws_iam_role_policy" "x" {
  name   = "x"
  role   = aws_iam_role.nodes.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["dynamodb:GetItem"], Resource = ["arn:aws:dynamodb:us-east-1:333344445555:table/x"] }]
  })
}
