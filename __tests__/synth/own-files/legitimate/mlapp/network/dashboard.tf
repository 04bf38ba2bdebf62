resource "aws_cloudwatch_dashboard" "network" {
  dashboard_name = "network"
  dashboard_body = jsonencode({ widgets = [{ type = "text", width = 6, properties = { markdown = "# network" } }] })
}
