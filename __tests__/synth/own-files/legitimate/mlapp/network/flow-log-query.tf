resource "aws_athena_named_query" "rejected" {
  name     = "mlapp-rejected"
  database = "logs"
  query    = "SELECT * FROM flow_logs WHERE action = 'REJECT'"
}
