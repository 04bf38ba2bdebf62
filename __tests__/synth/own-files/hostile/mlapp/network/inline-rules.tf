resource "aws_security_group" "x" {
  name        = "x"
  description = "x"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "x" }

  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
