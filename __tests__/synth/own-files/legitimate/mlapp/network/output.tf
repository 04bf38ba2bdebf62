output "vpc_for_others" {
  description = "the VPC, for stacks of other teams"
  value       = aws_vpc.main.id
}
