resource "aws_vpc_endpoint" "x" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f60718"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [aws_subnet.private_a.id]
  security_group_ids = [aws_security_group.endpoints.id]
}
