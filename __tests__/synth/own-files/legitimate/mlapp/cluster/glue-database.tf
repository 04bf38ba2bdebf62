resource "aws_glue_catalog_database" "features" {
  name        = "mlapp_features"
  description = "tables of the feature store"
}
