# found: endpoint-without-caller aws_vpc_endpoint.dynamodb
# found: s3-endpoint-policy-wide aws_vpc_endpoint.dynamodb
resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.us-east-1.dynamodb"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.private.id]
  tags              = { Name = "mlapp-dynamodb" }
}
