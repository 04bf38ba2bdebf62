resource "aws_batch_job_definition" "scoring" {
  name = "mlapp-scoring"
  type = "container"
  container_properties = jsonencode({
    image                = "333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp-scoring:1.4.0"
    resourceRequirements = [{ type = "VCPU", value = "1" }, { type = "MEMORY", value = "2048" }]
  })
}
