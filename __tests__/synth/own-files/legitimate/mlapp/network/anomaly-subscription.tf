# beside anomaly-monitor.tf

resource "aws_ce_anomaly_subscription" "services" {
  name             = "mlapp-services"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.services.arn]

  subscriber {
    type    = "EMAIL"
    address = "ml-team@example.com"
  }
}
