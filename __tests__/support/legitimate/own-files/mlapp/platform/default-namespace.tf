resource "kubernetes_config_map_v1" "banner" {
  metadata {
    name      = "banner"
    namespace = "default"
  }

  data = { text = "no workloads here" }
}

resource "kubernetes_network_policy_v1" "default" {
  metadata {
    name      = "default-deny"
    namespace = "default"
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
  }
}

resource "kubernetes_limit_range_v1" "without_namespace" {
  metadata {
    name = "defaults"
  }

  spec {
    limit {
      type            = "Container"
      default_request = { cpu = "100m" }
    }
  }
}
