resource "aws_cloudwatch_metric_alarm" "x" {
  alarm_name          = "x"
  comparison_operator = "LessThanThreshold"
  evaluation_periods  = 1
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 60
  statistic           = "Maximum"
  threshold           = 100
  alarm_actions       = ["arn:aws:automate:us-east-1:ec2:terminate"]
}
