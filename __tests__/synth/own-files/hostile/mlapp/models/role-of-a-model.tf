resource "kubernetes_service_account_v1" "x" {
  metadata {
    name        = "x"
    namespace   = "mlapp"
    annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::333344445555:role/mlapp-model-service" }
  }
}
