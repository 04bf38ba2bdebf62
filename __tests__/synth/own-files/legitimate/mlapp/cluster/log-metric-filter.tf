resource "aws_cloudwatch_log_metric_filter" "denied" {
  name           = "mlapp-denied"
  log_group_name = aws_cloudwatch_log_group.control_plane.name
  pattern        = "Forbidden"

  metric_transformation {
    name      = "Denied"
    namespace = "mlapp"
    value     = "1"
  }
}
