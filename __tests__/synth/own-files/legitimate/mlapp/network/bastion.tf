resource "aws_security_group" "bastion" {
  name        = "mlapp-bastion"
  description = "Hosts of operators"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "mlapp-bastion" }
}

resource "aws_vpc_security_group_egress_rule" "bastion_to_api" {
  security_group_id            = aws_security_group.bastion.id
  description                  = "Kubernetes API"
  tags                         = { Name = "mlapp-bastion-to-api" }
  referenced_security_group_id = aws_security_group.control_plane.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "api_from_bastion" {
  security_group_id            = aws_security_group.control_plane.id
  description                  = "Hosts of operators"
  tags                         = { Name = "mlapp-api-from-bastion" }
  referenced_security_group_id = aws_security_group.bastion.id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_network_interface" "bastion" {
  subnet_id       = aws_subnet.private_a.id
  security_groups = [aws_security_group.bastion.id]
}
