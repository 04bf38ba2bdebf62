resource "kubernetes_manifest" "owner_label" {
  manifest = {
    apiVersion = "admissionregistration.k8s.io/v1"
    kind       = "ValidatingAdmissionPolicy"
    metadata   = { name = "owner-label" }
    spec       = { failurePolicy = "Ignore", validations = [{ expression = "has(object.metadata.labels.owner)" }] }
  }
}
