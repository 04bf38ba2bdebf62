resource "kubernetes_priority_class_v1" "batch" {
  metadata {
    name = "batch"
  }
  value             = 100
  preemption_policy = "Never"
  description       = "batch jobs, which wait"
}
