resource "aws_vpc_dhcp_options" "company" {
  domain_name         = "corp.example.com"
  domain_name_servers = ["AmazonProvidedDNS"]
}
