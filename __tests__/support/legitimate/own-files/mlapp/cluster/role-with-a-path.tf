# found: policy-principals aws_iam_role.reports
resource "aws_iam_role" "reports" {
  name                 = "mlapp-reports"
  path                 = "/team/reports/"
  permissions_boundary = "arn:aws:iam::333344445555:policy/org/workload"
  max_session_duration = 7200
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { AWS = "arn:aws:iam::333344445555:role/ci/reports" }
    }]
  })
}
