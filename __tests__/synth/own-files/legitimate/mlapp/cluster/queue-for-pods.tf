resource "aws_sqs_queue" "requests" {
  name                      = "mlapp-requests"
  kms_master_key_id         = aws_kms_key.cluster.arn
  message_retention_seconds = 1209600
  visibility_timeout_seconds = 120
  receive_wait_time_seconds  = 20
}

output "requests_queue" {
  value = aws_sqs_queue.requests.url
}
