resource "aws_ssm_parameter" "x" {
  name  = "/x"
  type  = "SecureString"
  value = "a-secret-of-somebody"
}
