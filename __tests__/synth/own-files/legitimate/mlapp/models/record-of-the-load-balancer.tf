data "aws_route53_zone" "web" {
  name = "web.example.com"
}

resource "aws_route53_record" "models" {
  zone_id = data.aws_route53_zone.web.zone_id
  name    = "models.web.example.com"
  type    = "CNAME"
  ttl     = 60
  records = [kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname]
}
