# An endpoint service of a team, in front of the NLB of the file; consumers of the own account, whom the owner accepts.
data "aws_lb" "hello" {
  tags = {
    "elbv2.k8s.aws/cluster"    = "ml-inference-prod-cluster"
    "service.k8s.aws/resource" = "LoadBalancer"
  }
  depends_on = [kubernetes_service_v1.ml_inference_api_nlb]
}
resource "aws_vpc_endpoint_service" "hello" {
  acceptance_required        = true
  network_load_balancer_arns = [data.aws_lb.hello.arn]
  allowed_principals         = ["arn:aws:iam::222233334444:root"]
  tags                       = { Name = "hello" }
}
