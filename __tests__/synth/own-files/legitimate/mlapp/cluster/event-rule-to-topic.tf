resource "aws_sns_topic" "pushes" {
  name              = "mlapp-pushes"
  kms_master_key_id = aws_kms_key.cluster.arn
}

resource "aws_cloudwatch_event_rule" "pushes" {
  name          = "mlapp-pushes"
  event_pattern = jsonencode({ source = ["aws.ecr"], "detail-type" = ["ECR Image Action"] })
}

resource "aws_cloudwatch_event_target" "pushes" {
  rule = aws_cloudwatch_event_rule.pushes.name
  arn  = aws_sns_topic.pushes.arn
}
