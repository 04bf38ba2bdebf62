resource "aws_cloudwatch_log_metric_filter" "forbidden" {
  name           = "ml-platform-forbidden"
  log_group_name = aws_cloudwatch_log_group.control_plane.name
  pattern        = "Forbidden"

  metric_transformation {
    name      = "Forbidden"
    namespace = "ml-platform"
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "forbidden" {
  alarm_name          = "ml-platform-forbidden"
  alarm_description   = "many refused calls of the API"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "Forbidden"
  namespace           = "ml-platform"
  period              = 300
  statistic           = "Maximum"
  threshold           = 600
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alerts.arn]
  ok_actions          = [aws_sns_topic.alerts.arn]
}
