resource "aws_iam_role" "retraining" {
  name               = "mlapp-retraining"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_iam_role_policy" "retraining" {
  name = "retraining"
  role = aws_iam_role.retraining.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sns:Publish"]
      Resource = ["arn:aws:sns:us-east-1:333344445555:mlapp-retraining"]
    }]
  })
}

resource "aws_sfn_state_machine" "retraining" {
  name       = "mlapp-retraining"
  role_arn   = aws_iam_role.retraining.arn
  definition = jsonencode({ StartAt = "wait", States = { wait = { Type = "Wait", Seconds = 60, End = true } } })
}
