import { type Attack, own } from "./attack";

/** Services, entries, policies and volumes of the cluster. */
export const CLUSTER_OBJECT_ATTACKS: readonly Attack[] = [
  own(
    "models",
    "service-public",
    "a load balancer on the internet",
    ["internet-ingress", "load-balancer-annotations", "plain-http-entry"],
    `
resource "kubernetes_service_v1" "a" {
  metadata {
    name        = "a"
    namespace   = kubernetes_namespace_v1.models.metadata[0].name
    annotations = { "service.beta.kubernetes.io/aws-load-balancer-scheme" = "internet-facing" }
  }
  spec {
    type     = "LoadBalancer"
    selector = { "app.kubernetes.io/name" = "ml-inference-api" }
    port {
      port        = 80
      target_port = "5000"
    }
  }
}`,
  ),
  own(
    "models",
    "service-external-ips",
    "a Service takes traffic of other addresses",
    ["service-settings"],
    `
resource "kubernetes_service_v1" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  spec {
    external_ips = ["10.0.0.1"]
    port { port = 443 }
  }
}`,
  ),
  own(
    "models",
    "ingress-plain",
    "an entry without TLS on the internet",
    ["plain-http-entry", "https-entry", "public-entry-waf"],
    `
resource "kubernetes_ingress_v1" "a" {
  metadata {
    name        = "a"
    namespace   = kubernetes_namespace_v1.models.metadata[0].name
    annotations = { "alb.ingress.kubernetes.io/scheme" = "internet-facing" }
  }
  spec {
    ingress_class_name = "alb"
    rule {
      http {
        path {
          path      = "/"
          path_type = "Prefix"
          backend {
            service {
              name = "ml-inference-api"
              port { number = 5000 }
            }
          }
        }
      }
    }
  }
}`,
  ),
  own(
    "models",
    "policy-allow-all",
    "every pod reaches every model",
    ["network-policy-wide"],
    `
resource "kubernetes_network_policy_v1" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
    ingress {}
    egress {}
  }
}`,
  ),
  own(
    "models",
    "namespace-open",
    "a namespace in which pods may do anything",
    ["node-access", "namespace-pod-security"],
    `
resource "kubernetes_namespace_v1" "a" {
  metadata {
    name   = "a"
    labels = { "pod-security.kubernetes.io/enforce" = "privileged" }
  }
}`,
  ),
  own(
    "models",
    "priority-class",
    "pods push all others away",
    ["priority-classes"],
    `
resource "kubernetes_priority_class_v1" "a" {
  metadata { name = "a" }
  value          = 1000000000
  global_default = true
}`,
  ),
  own(
    "models",
    "volume-host-path",
    "a volume is the disk of a node",
    ["node-access"],
    `
resource "kubernetes_persistent_volume_v1" "a" {
  metadata { name = "a" }
  spec {
    capacity     = { storage = "1Gi" }
    access_modes = ["ReadWriteOnce"]
    persistent_volume_source {
      host_path { path = "/" }
    }
  }
}`,
  ),
  own(
    "models",
    "secret-in-state",
    "a secret in the state",
    ["secrets-out-of-state"],
    `
resource "kubernetes_secret_v1" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  data = { password = "correct horse battery staple" }
}`,
  ),
];
