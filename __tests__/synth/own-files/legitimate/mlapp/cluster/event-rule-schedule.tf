resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "mlapp-nightly"
  description         = "begin of the nightly jobs"
  schedule_expression = "cron(0 1 * * ? *)"
}
