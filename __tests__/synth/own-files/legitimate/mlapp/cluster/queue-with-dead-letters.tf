resource "aws_sqs_queue" "dead" {
  name                      = "mlapp-dead"
  kms_master_key_id         = aws_kms_key.cluster.arn
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "work" {
  name                      = "mlapp-work"
  kms_master_key_id         = aws_kms_key.cluster.arn
  message_retention_seconds = 1209600
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}
