resource "aws_network_acl" "quarantine" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "quarantine" }

  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "10.32.0.0/16"
    from_port  = 443
    to_port    = 443
  }

  egress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "10.32.0.0/16"
    from_port  = 1024
    to_port    = 65535
  }
}
