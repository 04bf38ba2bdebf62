resource "aws_resourcegroups_group" "mlapp" {
  name = "mlapp"

  resource_query {
    query = jsonencode({
      ResourceTypeFilters = ["AWS::AllSupported"]
      TagFilters          = [{ Key = "project", Values = ["mlapp"] }]
    })
  }
}
