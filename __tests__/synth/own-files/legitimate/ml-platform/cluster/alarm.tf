resource "aws_cloudwatch_metric_alarm" "queue_age" {
  alarm_name          = "ml-platform-queue-age"
  alarm_description   = "requests wait for ten minutes"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "ApproximateAgeOfOldestMessage"
  namespace           = "AWS/SQS"
  period              = 300
  statistic           = "Maximum"
  threshold           = 600
  treat_missing_data  = "notBreaching"
  dimensions          = { QueueName = "ml-platform-requests" }
  alarm_actions       = [aws_sns_topic.alerts.arn]
  ok_actions          = [aws_sns_topic.alerts.arn]
}
