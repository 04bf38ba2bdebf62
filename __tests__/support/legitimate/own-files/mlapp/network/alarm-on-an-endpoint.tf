# An alarm of a team on one endpoint, without components.alerts: that others have none is no fault.
# found: topic-encryption aws_sns_topic.team
# found: alarms-notify aws_cloudwatch_metric_alarm.team_ecr
resource "aws_sns_topic" "team" {
  name              = "mlapp-team-endpoint"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_cloudwatch_metric_alarm" "team_ecr" {
  alarm_name          = "mlapp-team-ecr-packets"
  namespace           = "AWS/PrivateLinkEndpoints"
  metric_name         = "PacketsDropped"
  comparison_operator = "GreaterThanThreshold"
  statistic           = "Sum"
  threshold           = 10
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.team.arn]
  dimensions = {
    "VPC Id"          = aws_vpc.main.id
    "VPC Endpoint Id" = aws_vpc_endpoint.ecr_api.id
    "Endpoint Type"   = "Interface"
    "Service Name"    = "com.amazonaws.us-east-1.ecr.api"
  }
}
