resource "aws_sqs_queue" "jobs" {
  name                      = "mlapp-jobs"
  kms_master_key_id         = aws_kms_key.cluster.arn
  message_retention_seconds = 1209600
}
