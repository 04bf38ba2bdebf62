resource "kubernetes_validating_webhook_configuration_v1" "policies" {
  metadata {
    name = "policies"
  }

  webhook {
    name                      = "policies.acme.example"
    admission_review_versions = ["v1"]
    side_effects              = "None"
    failure_policy            = "Ignore"
    client_config {
      service {
        name      = "policies"
        namespace = "policies"
      }
    }
    rule {
      api_groups   = ["*"]
      api_versions = ["*"]
      operations   = ["CREATE", "UPDATE"]
      resources    = ["*"]
    }
  }
}
