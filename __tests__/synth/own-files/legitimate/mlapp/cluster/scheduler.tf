resource "aws_iam_role" "reports_schedule" {
  name               = "mlapp-reports-schedule"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_iam_role_policy" "reports_schedule" {
  name = "reports-schedule"
  role = aws_iam_role.reports_schedule.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sqs:SendMessage"]
      Resource = ["arn:aws:sqs:us-east-1:333344445555:mlapp-reports"]
    }]
  })
}

resource "aws_scheduler_schedule" "reports" {
  name                = "mlapp-reports"
  schedule_expression = "rate(1 day)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:sqs:us-east-1:333344445555:mlapp-reports"
    role_arn = aws_iam_role.reports_schedule.arn
  }
}
