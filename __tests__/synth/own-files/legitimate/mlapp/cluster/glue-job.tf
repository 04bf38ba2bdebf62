resource "aws_iam_role" "features_job" {
  name               = "mlapp-features-job"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "glue.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = "333344445555" } }
    }]
  })
}

resource "aws_glue_job" "features" {
  name         = "mlapp-features"
  role_arn     = aws_iam_role.features_job.arn
  glue_version = "4.0"

  command {
    script_location = "s3://mlapp-model-registry/jobs/features.py"
  }
}
