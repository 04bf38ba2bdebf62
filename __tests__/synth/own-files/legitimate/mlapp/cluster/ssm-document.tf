resource "aws_ssm_document" "collect" {
  name          = "mlapp-collect"
  document_type = "Command"
  content = jsonencode({
    schemaVersion = "2.2"
    description   = "collect logs of a node"
    mainSteps     = [{ action = "aws:runShellScript", name = "collect", inputs = { runCommand = ["journalctl -u kubelet"] } }]
  })
}
