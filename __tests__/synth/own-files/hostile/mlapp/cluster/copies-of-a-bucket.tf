resource "aws_s3_bucket_replication_configuration" "x" {
  bucket = "mlapp-model-registry"
  role   = aws_iam_role.nodes.arn

  rule {
    status = "Enabled"

    destination {
      bucket = "arn:aws:s3:::stranger"
    }
  }
}
