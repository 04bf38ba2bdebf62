resource "aws_sns_topic" "events" {
  name              = "mlapp-events"
  kms_master_key_id = aws_kms_key.cluster.arn
}
