data "aws_route53_zone" "company" {
  name = "tools.example.com"
}

resource "aws_route53_record" "wiki" {
  zone_id = data.aws_route53_zone.company.zone_id
  name    = "wiki.tools.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["pages.example.com"]
}
