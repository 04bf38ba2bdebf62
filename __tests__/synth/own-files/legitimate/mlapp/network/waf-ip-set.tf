resource "aws_wafv2_ip_set" "offices" {
  name               = "mlapp-offices"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["198.51.100.0/24", "203.0.113.16/28"]
}
