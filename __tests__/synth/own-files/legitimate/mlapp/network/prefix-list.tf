resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "mlapp-offices"
  address_family = "IPv4"
  max_entries    = 5

  entry {
    cidr        = "198.51.100.0/24"
    description = "office"
  }
}
