resource "kubernetes_service_account_v1" "reports" {
  metadata {
    name      = "reports"
    namespace = "mlapp"
  }
  automount_service_account_token = false

  depends_on = [kubernetes_namespace_v1.models]
}

resource "kubernetes_role_v1" "reader" {
  metadata {
    name      = "reader"
    namespace = "mlapp"
  }

  rule {
    api_groups     = [""]
    resources      = ["configmaps"]
    resource_names = ["model-service"]
    verbs          = ["get"]
  }

  depends_on = [kubernetes_namespace_v1.models]
}

resource "kubernetes_role_binding_v1" "reader" {
  metadata {
    name      = "reader"
    namespace = "mlapp"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = "reader"
  }

  subject {
    kind      = "ServiceAccount"
    name      = "reports"
    namespace = "mlapp"
  }

  depends_on = [kubernetes_namespace_v1.models]
}
