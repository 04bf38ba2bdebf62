resource "kubernetes_ingress_class_v1" "internal" {
  metadata {
    name = "alb-internal"
  }

  spec {
    controller = "ingress.k8s.aws/alb"
  }
}
