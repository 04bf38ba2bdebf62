resource "aws_sns_topic" "fan_out" {
  name              = "mlapp-fan-out"
  kms_master_key_id = aws_kms_key.cluster.arn
}

resource "aws_sqs_queue" "fan_in" {
  name                      = "mlapp-fan_in"
  kms_master_key_id         = aws_kms_key.cluster.arn
  message_retention_seconds = 1209600
}

resource "aws_sns_topic_subscription" "fan_out" {
  topic_arn = aws_sns_topic.fan_out.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.fan_in.arn
}
