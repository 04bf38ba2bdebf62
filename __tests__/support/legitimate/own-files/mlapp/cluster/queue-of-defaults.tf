# SQS encrypts a queue with keys of its own unless it is told otherwise.
resource "aws_sqs_queue" "jobs" {
  name                       = "mlapp-jobs"
  visibility_timeout_seconds = 120
}
