resource "aws_sns_topic" "drift" {
  name              = "mlapp-drift"
  kms_master_key_id = aws_kms_key.cluster.arn
}

resource "aws_sns_topic_subscription" "drift" {
  topic_arn = aws_sns_topic.drift.arn
  protocol  = "email"
  endpoint  = "ml-team@example.com"
}
