resource "aws_kinesis_stream" "clicks" {
  name             = "mlapp-clicks"
  shard_count      = 1
  retention_period = 48
  encryption_type  = "KMS"
  kms_key_id       = aws_kms_key.cluster.arn
}
