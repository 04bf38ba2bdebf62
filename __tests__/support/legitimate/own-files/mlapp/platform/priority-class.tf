resource "kubernetes_priority_class_v1" "batch" {
  metadata {
    name = "batch"
  }
  value             = -10
  preemption_policy = "Never"
}
