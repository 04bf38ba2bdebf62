resource "aws_glue_registry" "events" {
  registry_name = "mlapp-events"
  description   = "schemas of the events"
}
