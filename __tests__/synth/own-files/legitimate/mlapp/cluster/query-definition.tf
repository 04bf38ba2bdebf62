resource "aws_cloudwatch_query_definition" "errors" {
  name            = "mlapp/errors"
  log_group_names = [aws_cloudwatch_log_group.control_plane.name]
  query_string    = "fields @timestamp, @message | filter @message like /error/"
}
