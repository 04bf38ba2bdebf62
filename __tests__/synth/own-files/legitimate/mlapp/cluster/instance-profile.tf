resource "aws_iam_role" "bastion" {
  name               = "mlapp-bastion"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ssm.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_iam_instance_profile" "bastion" {
  name = "mlapp-bastion"
  role = aws_iam_role.bastion.name
}

output "bastion_profile" {
  value = aws_iam_instance_profile.bastion.name
}
