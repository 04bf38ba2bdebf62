resource "kubernetes_persistent_volume_v1" "lexicon" {
  metadata {
    name = "lexicon"
  }

  spec {
    capacity           = { storage = "10Gi" }
    access_modes       = ["ReadOnlyMany"]
    storage_class_name = ""
    persistent_volume_source {
      csi {
        driver        = "efs.csi.aws.com"
        volume_handle = "fs-0123456789abcdef0"
      }
    }
  }
}
