resource "aws_security_group" "resolver" {
  name        = "mlapp-resolver"
  description = "queries of the VPC for names of the company"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "mlapp-resolver" }
}

resource "aws_route53_resolver_endpoint" "outbound" {
  name               = "mlapp-outbound"
  direction          = "OUTBOUND"
  security_group_ids = [aws_security_group.resolver.id]

  ip_address { subnet_id = aws_subnet.private_a.id }
  ip_address { subnet_id = aws_subnet.private_b.id }
}

resource "aws_route53_resolver_rule" "corp" {
  domain_name          = "corp.example.com"
  rule_type            = "FORWARD"
  resolver_endpoint_id = aws_route53_resolver_endpoint.outbound.id

  target_ip { ip = "10.96.0.53" }
}
