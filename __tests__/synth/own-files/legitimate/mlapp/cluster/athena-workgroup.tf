resource "aws_athena_workgroup" "analysts" {
  name = "mlapp-analysts"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 10737418240
  }
}
