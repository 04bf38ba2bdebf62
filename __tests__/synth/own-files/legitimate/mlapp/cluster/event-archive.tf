resource "aws_cloudwatch_event_archive" "all" {
  name             = "mlapp-all"
  event_source_arn = "arn:aws:events:us-east-1:333344445555:event-bus/default"
  retention_days   = 30
}
