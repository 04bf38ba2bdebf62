import { type AcceptedSurvivors } from "./row";

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
];
