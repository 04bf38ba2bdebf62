import { type AcceptedSurvivors, REFUSED, apiOf } from "./row";

/** Silent changes of charts and of the cluster that are no danger. */
export const ACCEPTED_CHARTS_AND_CLUSTER: readonly AcceptedSurvivors[] = [
  {
    address: /^helm_release\.alert_rules$/,
    change: /^set values\.resources\.spec\.groups\.rules\.for to /,
    reason:
      "the alert fires sooner or later within the times that alert-expressions and alert-coverage allow for its severity and its fault",
  },
  {
    address: /^helm_release\.load_balancer_controller$/,
    change: /^set values\.podMutatorWebhookConfig\.failurePolicy to Ignore$/,
    reason:
      "the webhook is asked for pods of namespaces with a label of readiness gates alone, and this environment has none; where there is one, controller-settings names it (templates/webhook.yaml of the chart 3.5.0, read 2026-11-26)",
  },
  {
    address: /^helm_release\./,
    change: /^add disable_crd_hooks true$/,
    reason:
      "the provider reads it nowhere: Helm 3 has no such hook (hashicorp/terraform-provider-helm 3.1.2, helm/resource_helm_release.go, read 2026-11-26)",
  },
  {
    address: /^helm_release\./,
    change: /^add reset_values true$/,
    reason:
      "an upgrade with values uses these and those of the chart in any case (helm/helm, reuseValues in pkg/action/upgrade.go, read 2026-11-26)",
  },
  {
    address: /^aws_eks_addon\.vpc_cni$/,
    change: /^set configuration_values\.env\.WARM_PREFIX_TARGET to [1-9]/,
    reason:
      "each node holds more blocks of 16 addresses; subnet-addresses and subnet-prefixes count them, and they fit",
  },
  {
    address: /^helm_release\.alert_rules$/,
    change: /^add skip_crds true$/,
    reason: "the chart is a folder of the stack, which has no custom resource definitions",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^unset (ami_type|capacity_type|update_config)$/,
    reason:
      "it is the default of EKS: Amazon Linux 2023 for x86_64, on demand, one node at a time; where the file states another value, node-group-sizes names it",
    confirmedBy: "Amazon EKS API, CreateNodegroup and NodegroupUpdateConfig (unconfirmed)",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^add disk_size /,
    reason: REFUSED,
    confirmedBy: apiOf("eks CreateNodegroup.launchTemplate"),
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^unset node_group_name$/,
    reason: "the provider makes a name, which nothing in the stacks reads",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^unset labels$/,
    reason: "no pod of the environment selects nodes of that group, and the file states no label",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^add node_repair_config$/,
    reason: "EKS replaces a broken node; disruption budgets hold for its pods",
  },
];
