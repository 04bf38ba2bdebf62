# The log of an application hides addresses of people. The logs that an investigation reads stay whole.
resource "aws_cloudwatch_log_data_protection_policy" "application" {
  log_group_name = "/mlapp/requests"
  policy_document = jsonencode({
    Name    = "emails"
    Version = "2021-06-01"
    Statement = [
      {
        Sid            = "audit"
        DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
        Operation      = { Audit = { FindingsDestination = {} } }
      },
      {
        Sid            = "mask"
        DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]
        Operation      = { Deidentify = { MaskConfig = {} } }
      },
    ]
  })
}
