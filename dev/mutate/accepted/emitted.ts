import { type AcceptedSurvivors } from "./row";

export const ACCEPTED_EMITTED: readonly AcceptedSurvivors[] = [
  {
    address: /^aws_vpc_security_group_\w+_rule\.\w+_10250$/,
    change: /^raise to_port by one$/,
    reason: "the next port, of metrics-server, is allowed by another rule, so the range opens nothing new",
  },
  {
    address: /^aws_network_acl_rule\.(public_(in|e)gress_100|private_egress_10_64_0_0_16_tcp_1024_65535)$/,
    change: /^remove the resource$/,
    reason: "a wider entry of the same ACL allows the same traffic",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /label private-eks-inference\/node-group$/,
    reason: "no model of the environment selects nodes of that group",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^change label k8s\.amazonaws\.com\/accelerator$/,
    reason: "the Cluster Autoscaler looks for the key of the label; its value is the type of GPU in metrics",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /^(turn taint\.value to false|unset taint\.value|add another taint)$/,
    reason:
      "all pods for GPUs tolerate the key of the taint with any value; the other taint differs in its value only, and Kubernetes refuses two of one key and effect",
  },
  {
    address: /^kubernetes_deployment_v1\./,
    change: /^unset spec\.template\.spec\.toleration\.effect$/,
    reason: "a toleration without an effect is for all effects of its key, which is that of nodes with GPUs",
  },
  {
    address: /^kubernetes_service_account_v1\./,
    change: /^remove annotation eks\.amazonaws\.com\/sts-regional-endpoints$/,
    reason: "current SDKs call the regional STS endpoint without it; it helps old ones",
  },
  {
    address: /^kubernetes_ingress_v1\.models$/,
    change: /annotation alb\.ingress\.kubernetes\.io\/group\.name$/,
    reason: "it names a group with one Ingress only",
  },
  {
    address: /^kubernetes_ingress_v1\.log_in_\w+$/,
    change: /annotation alb\.ingress\.kubernetes\.io\/group\.name$/,
    reason:
      "the page gets a load balancer of its own with the same settings, which the report of costs and the counts of load balancers show",
  },
  {
    address: /^kubernetes_ingress_v1\.log_in_\w+$/,
    change: /^set metadata\.annotations\.alb\.ingress\.kubernetes\.io\/group\.order to /,
    reason: "each order above that of the models keeps their certificate as the default",
  },
  {
    address: /^kubernetes_deployment_v1\.log_in_\w+$/,
    change: /annotation private-eks-inference\/issuer-resolved-by$/,
    reason:
      "it is a statement of the file on another network: provider-reachable shows it as not judged, and nothing in AWS or the cluster reads it",
  },
  {
    address: /^kubernetes_(ingress|service)_v1\./,
    change: /^remove annotation .*\/(success-codes|aws-load-balancer-healthcheck-port)$/,
    reason: "it equals the controller's default",
  },
  {
    address: /^kubernetes_service_v1\.\w+_nlb$/,
    change: /^change label app\.kubernetes\.io\/component$/,
    reason: "nothing selects a Service by that label",
  },
  {
    address: /^kubernetes_service_v1\./,
    change: /^raise spec\.port\.0\.port by one$/,
    reason: "nothing emitted calls that port of the Service; callers inside the cluster would have to follow",
  },
  {
    address:
      /^kubernetes_network_policy_v1\.(gitops|gpu_exporter|keda|kubeflow_pipelines|mlflow|monitoring)\w*$/,
    change: /^remove label spec\.((in|e)gress\.\d+\.(from|to)\.\d+\.)?pod_selector: /,
    reason:
      "its other label selects the same pods of the namespace, or a connection still needs the policy of the other side, which has both labels",
  },
  {
    address: /^kubernetes_cluster_role_binding_v1\.people_\w+$/,
    change: /^(unset subject\.api_group|add subject\.namespace )/,
    reason:
      "the API group is the default for a group, which has no namespace (Kubernetes API reference, rbac/v1 Subject, read 2026-11-28)",
  },
  {
    address: /^kubernetes_cluster_role_v1\.people_readers$/,
    change: /^add \* to rule\.api_groups$/,
    reason: "the rule still reads kinds with the names that it lists, and Secrets are not among them",
  },
  {
    address: /^kubernetes_network_policy_v1\.argo_cd_within$/,
    change: /spec\.egress\.1\./,
    reason: "no pod of the stacks is in the namespace that Argo CD owns",
  },
  {
    address: /^aws_vpc_security_group_ingress_rule\.alb_from_internet_(80|443)_range$/,
    change: /^add /,
    reason: "the rule beside it allows the whole internet, so the range adds nobody",
  },
  {
    address: /^aws_vpc_endpoint\.s3$/,
    change: /^unset policy$/,
    reason:
      "the open policy that full-access writes is the one that AWS sets without a policy; s3-endpoint-policy-wide names the end of a narrower one",
  },
  {
    address: /^aws_vpc_endpoint\.s3$/,
    change: /add Action s3:DeleteObjectVersion to /,
    reason: "the action is on objects, and the statement has buckets only",
  },
  {
    address: /^kubernetes_namespace_v1\.prometheus$/,
    change: /^remove label pod-security\.kubernetes\.io\/enforce$/,
    reason: "it is privileged for node-exporter, and the API server enforces privileged without the label",
  },
  {
    address: /^kubernetes_pod_disruption_budget_v1\./,
    change: /^unset spec\.selector\.match_labels$/,
    reason:
      "an empty selector selects all pods of the namespace, of which at most one leaves at a time, as before",
  },
  {
    address: /^kubernetes_pod_disruption_budget_v1\./,
    change: /^set spec\.max_unavailable to 25%$/,
    reason: "not proved: of more than four pods, which the autoscaler can make, several may leave at a time",
    isGap: true,
  },
  {
    address: /^aws_iam_role_policy\.backups_(restore_)?keep_states$/,
    change: /^policy: widen Action of /,
    reason: "the statement is a Deny, which then denies more on the bucket of the states",
  },
  {
    address: /^aws_iam_role_policy\.cluster_autoscaler$/,
    change: /^policy: widen Resource of statement 2$/,
    reason: "its condition on the tag of the cluster's groups, which only these have, still limits it",
  },
  {
    address: /^aws_sns_topic\.alerts_heartbeat$/,
    change: /^policy: widen Principal of CloudWatchAlarmsPublish$/,
    reason: "not proved: each service that acts for the own account could then publish a false heartbeat",
    isGap: true,
  },
  {
    address: /^aws_route\.found_public_/,
    change: /^add a default route to an internet gateway$/,
    reason: "it is a public table, which has this route",
  },
];
