data "aws_route53_resolver_rule" "corp" {
  domain_name = "corp.example.com"
  rule_type   = "FORWARD"
}

resource "aws_route53_resolver_rule_association" "corp" {
  resolver_rule_id = data.aws_route53_resolver_rule.corp.id
  vpc_id           = aws_vpc.main.id
}
