resource "aws_dynamodb_table" "sessions" {
  name         = "mlapp-sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "day"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "day"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}
