resource "aws_route53_health_check" "models" {
  fqdn              = "mlapp.com"
  port              = 443
  type              = "HTTPS"
  resource_path     = "/"
  failure_threshold = 3
  request_interval  = 30
}
