resource "aws_ce_anomaly_monitor" "services" {
  name              = "mlapp-services"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}
