resource "aws_route53_zone" "internal" {
  name = "internal.mlapp.com"

  vpc {
    vpc_id = aws_vpc.main.id
  }
}
