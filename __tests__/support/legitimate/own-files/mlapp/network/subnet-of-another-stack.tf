data "aws_subnet" "other" {
  id = "subnet-0123456789abcdef0"

  lifecycle {
    postcondition {
      condition     = self.vpc_id == aws_vpc.main.id
      error_message = "the subnet is in another VPC"
    }
    postcondition {
      condition     = self.cidr_block == "10.48.240.0/24"
      error_message = "the subnet has another range"
    }
    postcondition {
      condition     = self.availability_zone == "us-east-1a"
      error_message = "the subnet is in another zone"
    }
  }
}

resource "aws_network_interface" "probe" {
  subnet_id       = data.aws_subnet.other.id
  security_groups = [aws_security_group.probe.id]
  tags            = { Name = "mlapp-probe" }
}

resource "aws_security_group" "probe" {
  name        = "mlapp-probe"
  description = "an interface that answers probes"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "mlapp-probe" }
}
