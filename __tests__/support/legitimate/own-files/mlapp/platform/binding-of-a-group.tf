resource "kubernetes_role_v1" "oncall" {
  metadata {
    name      = "oncall"
    namespace = "kube-system"
  }

  rule {
    api_groups     = ["apps"]
    resources      = ["deployments"]
    resource_names = ["coredns"]
    verbs          = ["get"]
  }
}

resource "kubernetes_role_binding_v1" "oncall" {
  metadata {
    name      = "oncall"
    namespace = "kube-system"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role_v1.oncall.metadata[0].name
  }

  subject {
    kind      = "Group"
    name      = "oncall:eu"
    api_group = "rbac.authorization.k8s.io"
  }
}
