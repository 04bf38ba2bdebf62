import { type AcceptedSurvivors } from "./row";

const DEPLOYMENTS = /^kubernetes_deployment_v1\./;
const API_SERVER = /^kubernetes_deployment_v1\.kubeflow_pipelines_api_server$/;

/** Reasons are from the documentation and the sources of Kubernetes 1.36 (pkg/apis/core/validation, pkg/controller/deployment). */
export const ACCEPTED_WORKLOADS: readonly AcceptedSurvivors[] = [
  {
    address: API_SERVER,
    change: /^set spec\.strategy\.rolling_update\.max_surge to 10$/,
    reason: "a rollout makes no more new pods than there are replicas, and there is one",
  },
  {
    address: DEPLOYMENTS,
    change: /^set spec\.strategy\.rolling_update\.max_surge to 12%$/,
    reason: "a rollout makes at least one new pod, since Kubernetes rounds up, and takes longer",
  },
  {
    address: API_SERVER,
    change:
      /^(add env to spec\.template\.spec\.container\.(liveness_probe\.exec\.)?command|add spec\.template\.spec\.container\.args \["env"\])$/,
    reason: "the shell takes a word after its script as its own name",
  },
  {
    address: API_SERVER,
    change:
      /^(set spec\.template\.spec\.termination_grace_period_seconds to (0|5|100)|unset spec\.template\.spec\.termination_grace_period_seconds)$/,
    reason: "its clients wait while it starts again; node-drain-time holds the longest time of a node",
  },
  {
    address: API_SERVER,
    change: /^add spec\.template\.spec\.init_container\.env$/,
    reason: "the init container copies one file with cp, which reads no variable of that name",
  },
  {
    address: API_SERVER,
    change: /^add spec\.template\.spec\.(init_)?container\.env_from$/,
    reason: "Kubernetes refuses envFrom without a ConfigMap or Secret; pod-references judges those",
  },
  {
    address: DEPLOYMENTS,
    change: /^add spec\.template\.spec\.(affinity|dns_config|container\.lifecycle)$/,
    reason: "an empty block sets nothing; pod-placement, pod-names and model-program judge what it can have",
  },
  {
    address: DEPLOYMENTS,
    change: /^add spec\.template\.spec\.container\.\w+_probe\.http_get\.http_header$/,
    reason: "Kubernetes refuses a header without a name",
  },
  {
    address: DEPLOYMENTS,
    change: /^set spec\.template\.spec\.(init_)?container\.image_pull_policy to Always$/,
    reason: "the node asks the registry at each start for the same image: tags are immutable",
  },
  {
    address: DEPLOYMENTS,
    change: /^add spec\.template\.spec\.(init_)?container\.volume_mount\.read_only false$/,
    reason: "it is the default of Kubernetes",
  },
  {
    address: DEPLOYMENTS,
    change: /^add spec\.template\.spec\.container\.port\.host_ip /,
    reason: "it is the address of a port of the node, and there is none; pod-security finds such ports",
  },
  {
    address: DEPLOYMENTS,
    change: /^add another spec\.template\.spec\.container\.port$/,
    reason: "ports of a container inform: policies and Services decide what reaches it",
  },
  {
    address: DEPLOYMENTS,
    change: /^add another spec\.template\.spec\.container\.lifecycle\.pre_stop$/,
    reason:
      "Kubernetes has one hook, and the provider sends the first block (hashicorp/kubernetes, unconfirmed)",
  },
];
