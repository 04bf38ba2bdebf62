resource "aws_cloudwatch_event_bus" "ml" {
  name = "mlapp-ml"
}
