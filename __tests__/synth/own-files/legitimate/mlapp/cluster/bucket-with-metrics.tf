# beside bucket.tf

resource "aws_s3_bucket_metric" "reports" {
  bucket = aws_s3_bucket.reports.id
  name   = "all"
}
