resource "aws_route_table_association" "x" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.private_a.id
}
