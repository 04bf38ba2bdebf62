resource "aws_iam_openid_connect_provider" "x" {
  url            = "https://stranger.example.com"
  client_id_list = ["sts.amazonaws.com"]
}
