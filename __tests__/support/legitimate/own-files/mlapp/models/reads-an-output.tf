resource "kubernetes_config_map_v1" "network" {
  metadata {
    name      = "network"
    namespace = "mlapp"
  }

  data = {
    subnets = join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)
  }

  depends_on = [kubernetes_namespace_v1.models]
}
