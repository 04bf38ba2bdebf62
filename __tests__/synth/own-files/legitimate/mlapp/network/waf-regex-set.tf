resource "aws_wafv2_regex_pattern_set" "paths" {
  name  = "mlapp-paths"
  scope = "REGIONAL"

  regular_expression {
    regex_string = "^/predict"
  }
}
