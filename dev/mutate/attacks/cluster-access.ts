import { type Attack, STRANGER, edited, own, policy } from "./attack";

/** Access to the Kubernetes API, and rights of pods. */
export const CLUSTER_ACCESS_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "access-entry-masters",
    "a role is in a group of administrators",
    ["cluster-admins", "cluster-access"],
    `
resource "aws_eks_access_entry" "a" {
  cluster_name      = aws_eks_cluster.main.name
  principal_arn     = "arn:aws:iam::222233334444:role/a"
  kubernetes_groups = ["administrators"]
}`,
  ),
  own(
    "cluster",
    "access-entry-stranger",
    "a role of another account reaches the cluster",
    ["cluster-access", "cluster-admins"],
    `
resource "aws_eks_access_entry" "a" {
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = "arn:aws:iam::${STRANGER}:role/a"
}`,
  ),
  own(
    "cluster",
    "access-policy-admin",
    "a role is an administrator of the cluster",
    ["cluster-admins", "cluster-access"],
    `
resource "aws_eks_access_policy_association" "a" {
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = "arn:aws:iam::222233334444:role/a"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope { type = "cluster" }
}`,
  ),
  own(
    "cluster",
    "access-entry-node",
    "a foreign machine joins the cluster as a node",
    ["cluster-access", "cluster-admins"],
    `
resource "aws_eks_access_entry" "a" {
  cluster_name  = aws_eks_cluster.main.name
  principal_arn = "arn:aws:iam::222233334444:role/a"
  type          = "EC2_LINUX"
}`,
  ),
  own(
    "cluster",
    "pod-identity",
    "any pod of a service account has the rights of the nodes",
    ["pod-identity"],
    `
resource "aws_eks_pod_identity_association" "a" {
  cluster_name    = aws_eks_cluster.main.name
  namespace       = "default"
  service_account = "default"
  role_arn        = aws_iam_role.nodes.arn
}`,
  ),
  own(
    "cluster",
    "identity-provider",
    "tokens of a foreign issuer reach the Kubernetes API",
    ["foreign-names"],
    `
resource "aws_eks_identity_provider_config" "a" {
  cluster_name = aws_eks_cluster.main.name
  oidc {
    client_id                     = "a"
    identity_provider_config_name = "a"
    issuer_url                    = "https://token.example.com"
  }
}`,
  ),
  own(
    "cluster",
    "node-group-ssh",
    "nodes take SSH",
    ["node-image", "node-volumes", "instance-metadata", "public-nodes"],
    `
resource "aws_eks_node_group" "a" {
  cluster_name  = aws_eks_cluster.main.name
  node_role_arn = aws_iam_role.nodes.arn
  subnet_ids    = ["subnet-0a1b2c3d4e5f60718"]
  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
  remote_access { ec2_ssh_key = "a" }
}`,
  ),
  own(
    "cluster",
    "fargate-profile",
    "pods run without network policies",
    ["policies-on-fargate", "platform-roles"],
    `
resource "aws_eks_fargate_profile" "a" {
  cluster_name           = aws_eks_cluster.main.name
  fargate_profile_name   = "a"
  pod_execution_role_arn = aws_iam_role.nodes.arn
  subnet_ids             = ["subnet-0a1b2c3d4e5f60718"]
  selector { namespace = "kube-system" }
}`,
  ),
  own(
    "cluster",
    "addon-role",
    "a program of the cluster gets the rights of the nodes",
    ["addon-known", "addon-settings"],
    `
resource "aws_eks_addon" "a" {
  cluster_name             = aws_eks_cluster.main.name
  addon_name               = "aws-efs-csi-driver"
  service_account_role_arn = aws_iam_role.nodes.arn
}`,
  ),
  own(
    "cluster",
    "cluster-role-irsa",
    "any service account of the cluster assumes a role",
    ["irsa-trust", "policy-principals"],
    `
resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = ${policy(
    `Principal = { Federated = aws_iam_openid_connect_provider.irsa.arn }, Action = "sts:AssumeRoleWithWebIdentity"`,
  )}
}`,
  ),
  edited(
    "cluster",
    { id: "public-api", danger: "the internet reaches the Kubernetes API", named: ["cluster-endpoint"] },
    {
      resource: {
        aws_eks_cluster: {
          main: { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] } },
        },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "config-map-mode",
      danger: "a config map gives rights beside the access entries",
      named: ["cluster-access", "cluster-admins"],
    },
    {
      resource: {
        aws_eks_cluster: { main: { access_config: { authentication_mode: "API_AND_CONFIG_MAP" } } },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "creator-admin",
      danger: "who creates the cluster stays an administrator",
      named: ["cluster-admins", "cluster-access"],
    },
    {
      resource: {
        aws_eks_cluster: { main: { access_config: { bootstrap_cluster_creator_admin_permissions: true } } },
      },
    },
  ),
];
