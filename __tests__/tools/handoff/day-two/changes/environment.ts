import { type DayTwoChange, edit } from "../day-two-change";

/** Written from the files of the environments, before the modules had maps. */
export const CHANGES_OF_ENVIRONMENT: readonly DayTwoChange[] = [
  {
    name: "a tag",
    environment: "ml-inference-hardened",
    yaml: { tags: { team: "vision" } },
    edits: [
      edit(
        "state/ml-inference-hardened.tfvars",
        "tags = {",
        `tags = {
  team = "vision"
`,
      ),
      edit(
        "network/ml-inference-hardened.tfvars",
        "tags = {",
        `tags = {
  team = "vision"
`,
      ),
      edit(
        "cluster/ml-inference-hardened.tfvars",
        "tags = {",
        `tags = {
  team = "vision"
`,
      ),
      edit(
        "platform/ml-inference-hardened.tfvars",
        "tags = {",
        `tags = {
  team = "vision"
`,
      ),
      edit(
        "models/ml-inference-hardened.tfvars",
        "tags = {",
        `tags = {
  team = "vision"
`,
      ),
    ],
    plan: [
      "state ~ provider.aws: default_tags.tags.team",
      "network ~ provider.aws: default_tags.tags.team",
      "cluster ~ aws_eks_addon.vpc_cni: configuration_values",
      "cluster ~ aws_launch_template.general: tag_specifications.tags.team",
      "cluster ~ provider.aws: default_tags.tags.team",
      "platform ~ helm_release.load_balancer_controller: values",
      "platform ~ provider.aws: default_tags.tags.team",
      "models ~ provider.aws: default_tags.tags.team",
    ],
  },
  {
    name: "a component off",
    environment: "ml-platform",
    yaml: { components: { "argo-cd": null } },
    edits: [],
    plan: [
      "network - aws_vpc_endpoint.git_codecommit",
      "network - output.alerts_git_codecommit_endpoint_id",
      "cluster - aws_cloudwatch_metric_alarm.alerts_endpoints_git_codecommit",
      "cluster - aws_ecr_lifecycle_policy.argoproj_argocd",
      "cluster - aws_ecr_lifecycle_policy.charts_argo_cd",
      "cluster - aws_ecr_lifecycle_policy.docker_library_redis",
      "cluster - aws_ecr_lifecycle_policy.sentiment",
      "cluster - aws_ecr_repository.argoproj_argocd",
      "cluster - aws_ecr_repository.charts_argo_cd",
      "cluster - aws_ecr_repository.docker_library_redis",
      "cluster - aws_ecr_repository.sentiment",
      "platform - helm_release.argo_cd",
      "platform - kubernetes_namespace_v1.argo_cd",
      "platform - kubernetes_network_policy_v1.gitops_controller",
      "platform - kubernetes_network_policy_v1.gitops_default_deny",
      "platform - kubernetes_network_policy_v1.gitops_redis",
      "platform - kubernetes_network_policy_v1.gitops_redis_secret_init",
      "platform - kubernetes_network_policy_v1.gitops_repo_server",
      "platform - kubernetes_network_policy_v1.gitops_server",
      "platform ~ helm_release.platform_alerts: values",
      "models - helm_release.argo_cd",
      "models - kubernetes_limit_range_v1.argo_cd",
      "models - kubernetes_namespace_v1.argo_cd",
      "models - kubernetes_network_policy_v1.argo_cd_default_deny",
      "models - kubernetes_network_policy_v1.argo_cd_within",
      "models - kubernetes_resource_quota_v1.argo_cd",
      "models - kubernetes_role_binding_v1.argo_cd_controller_binding",
      "models - kubernetes_role_binding_v1.argo_cd_server_binding",
      "models - kubernetes_role_v1.argo_cd_controller_role",
      "models - kubernetes_role_v1.argo_cd_server_role",
    ],
  },
  {
    name: "another state bucket",
    environment: "ml-inference-prod",
    edits: [
      edit(
        "network/ml-inference-prod.tfvars",
        'state_bucket = "ml-inference-prod-tfstate-222233334444"',
        'state_bucket = "acme-terraform-states"',
      ),
      edit(
        "cluster/ml-inference-prod.tfvars",
        'state_bucket = "ml-inference-prod-tfstate-222233334444"',
        'state_bucket = "acme-terraform-states"',
      ),
      edit(
        "platform/ml-inference-prod.tfvars",
        'state_bucket = "ml-inference-prod-tfstate-222233334444"',
        'state_bucket = "acme-terraform-states"',
      ),
      edit(
        "models/ml-inference-prod.tfvars",
        'state_bucket = "ml-inference-prod-tfstate-222233334444"',
        'state_bucket = "acme-terraform-states"',
      ),
      edit(
        "state/backend-ml-inference-prod.hcl",
        '"ml-inference-prod-tfstate-222233334444"',
        '"acme-terraform-states"',
      ),
      edit(
        "network/backend-ml-inference-prod.hcl",
        '"ml-inference-prod-tfstate-222233334444"',
        '"acme-terraform-states"',
      ),
      edit(
        "cluster/backend-ml-inference-prod.hcl",
        '"ml-inference-prod-tfstate-222233334444"',
        '"acme-terraform-states"',
      ),
      edit(
        "platform/backend-ml-inference-prod.hcl",
        '"ml-inference-prod-tfstate-222233334444"',
        '"acme-terraform-states"',
      ),
      edit(
        "models/backend-ml-inference-prod.hcl",
        '"ml-inference-prod-tfstate-222233334444"',
        '"acme-terraform-states"',
      ),
    ],
    plan: [
      "network ~ aws_vpc_endpoint.s3: policy",
      "cluster ~ data.terraform_remote_state.network: config.bucket",
      "platform ~ data.terraform_remote_state.cluster: config.bucket",
      "platform ~ data.terraform_remote_state.network: config.bucket",
      "models ~ data.terraform_remote_state.cluster: config.bucket",
      "models ~ data.terraform_remote_state.network: config.bucket",
    ],
  },
  {
    name: "a major version of the AWS provider",
    environment: "ml-inference-prod",
    edits: [
      edit("state/versions.tf", ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0", ">= 6.23.0, < 7.0.0"),
      edit("network/versions.tf", ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0", ">= 6.23.0, < 7.0.0"),
      edit("cluster/versions.tf", ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0", ">= 6.23.0, < 7.0.0"),
      edit("platform/versions.tf", ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0", ">= 6.23.0, < 7.0.0"),
      edit("models/versions.tf", ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0", ">= 6.23.0, < 7.0.0"),
    ],
    plan: [],
  },
];
