import { type DayTwoChange, deleted, edit, held } from "../day-two-change";

/** The file of a block by its kind. */
const fileOf = (layer: string, header: string): string => {
  if (header.includes("helm_release")) return `${layer}/helm.tf`;
  if (header.includes("network_policy")) return `${layer}/network-policies.tf`;
  return header.includes("role") ? `${layer}/workloads.tf` : `${layer}/namespaces.tf`;
};

/** Written from the files of the environments, before the modules had maps. */
export const CHANGES_OF_ENVIRONMENT: readonly DayTwoChange[] = [
  {
    name: "a tag",
    environment: "ml-inference-hardened",
    yaml: { tags: { team: "vision" } },
    edits: [
      ...["state", "network", "cluster", "platform", "models"].map((layer) =>
        held(layer, '"acme:data-class" =', 'team = "vision"\n      "acme:data-class" ='),
      ),
      edit(
        "cluster/addons.tf",
        '{var.tag_cost_center}\\\\\\"}',
        '{var.tag_cost_center}\\\\\\",\\\\\\"team\\\\\\":\\\\\\"vision\\\\\\"}',
      ),
      edit(
        "platform/helm.tf",
        '{var.tag_cost_center}"',
        '{var.tag_cost_center}",\n          "team": "vision"',
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
    edits: [
      edit("network/ml-platform.tfvars", '"git-codecommit" = { requested_by = "Argo CD" }', ""),
      deleted("network/outputs.tf", 'output "alerts_git_codecommit_endpoint_id"'),
      edit("cluster/ml-platform.tfvars", '"git-codecommit",', ""),
      edit("cluster/ml-platform.tfvars", '"argoproj-argocd" = { name = "ml-platform/argoproj/argocd" }', ""),
      edit("cluster/ml-platform.tfvars", '"charts-argo-cd" = { name = "ml-platform/charts/argo-cd" }', ""),
      edit(
        "cluster/ml-platform.tfvars",
        '"docker-library-redis" = { name = "ml-platform/docker/library/redis" }',
        "",
      ),
      edit("cluster/ml-platform.tfvars", 'sentiment = { name = "ml-platform/sentiment" }', ""),
      edit("cluster/remote-state.tf", "can(self.outputs.alerts_git_codecommit_endpoint_id),", ""),
      held("platform", "argocd|", ""),
      ...[
        'resource "helm_release" "argo_cd"',
        'resource "kubernetes_namespace_v1" "argo_cd"',
        ...["controller", "default_deny", "redis", "redis_secret_init", "repo_server", "server"].map(
          (name) => `resource "kubernetes_network_policy_v1" "gitops_${name}"`,
        ),
      ].map((header) => deleted(fileOf("platform", header), header)),
      ...[
        'resource "helm_release" "argo_cd"',
        'resource "kubernetes_limit_range_v1" "argo_cd"',
        'resource "kubernetes_namespace_v1" "argo_cd"',
        'resource "kubernetes_network_policy_v1" "argo_cd_default_deny"',
        'resource "kubernetes_network_policy_v1" "argo_cd_within"',
        'resource "kubernetes_resource_quota_v1" "argo_cd"',
        'resource "kubernetes_role_binding_v1" "argo_cd_controller_binding"',
        'resource "kubernetes_role_binding_v1" "argo_cd_server_binding"',
        'resource "kubernetes_role_v1" "argo_cd_controller_role"',
        'resource "kubernetes_role_v1" "argo_cd_server_role"',
      ].map((header) => deleted(fileOf("models", header), header)),
    ],
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
      held("network", ":::${var.environment}-tfstate-${var.account_id}", ":::acme-terraform-states"),
      ...["cluster", "platform", "models"].map((layer) =>
        held(layer, "ml-inference-prod-tfstate-222233334444", "acme-terraform-states"),
      ),
    ],
    plan: [
      "network ~ aws_vpc_endpoint.s3: policy.Statement.Resource",
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
