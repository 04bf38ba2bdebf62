resource "aws_ce_anomaly_monitor" "spend" {
  name              = "mlapp-spend"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}

resource "aws_ce_anomaly_subscription" "spend" {
  name             = "mlapp-spend"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.spend.arn]

  subscriber {
    type    = "EMAIL"
    address = "ml-team@example.com"
  }
}
