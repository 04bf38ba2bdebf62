resource "aws_security_group" "jobs" {
  name        = "mlapp-jobs"
  description = "jobs of another team"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "mlapp-jobs" }
}

resource "aws_vpc_security_group_egress_rule" "jobs" {
  security_group_id = aws_security_group.jobs.id
  description       = "services of the company"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  prefix_list_id    = "pl-0123456789abcdef0"
  tags              = { Name = "mlapp-jobs" }
}
