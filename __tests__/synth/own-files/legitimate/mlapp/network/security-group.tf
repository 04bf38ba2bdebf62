resource "aws_security_group" "batch" {
  name        = "mlapp-batch"
  description = "batch jobs, without rules"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "mlapp-batch" }
}
