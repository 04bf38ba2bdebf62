resource "aws_s3_bucket_public_access_block" "x" {
  bucket = "mlapp-model-registry"
}
