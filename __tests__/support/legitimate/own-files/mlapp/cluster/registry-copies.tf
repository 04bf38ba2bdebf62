resource "aws_ecr_replication_configuration" "dr" {
  replication_configuration {
    rule {
      destination {
        region      = "us-west-2"
        registry_id = "333344445555"
      }
      repository_filter {
        filter      = "mlapp/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}
