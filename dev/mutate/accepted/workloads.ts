import { type AcceptedSurvivors } from "./row";

const DEPLOYMENTS = /^kubernetes_deployment_v1\./;
const WORKLOADS = /^kubernetes_(deployment|cron_job)_v1\./;
const API_SERVER = /^kubernetes_deployment_v1\.kubeflow_pipelines_api_server$/;
const PROMOTION = /^kubernetes_cron_job_v1\.mlflow_promotion$/;

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
    address: WORKLOADS,
    change: /^add spec\.(job_template\.spec\.)?template\.spec\.(affinity|dns_config|container\.lifecycle)$/,
    reason: "an empty block sets nothing; pod-placement, pod-names and model-program judge what it can have",
  },
  {
    address: DEPLOYMENTS,
    change: /^add spec\.template\.spec\.container\.\w+_probe\.http_get\.http_header$/,
    reason: "Kubernetes refuses a header without a name",
  },
  {
    address: WORKLOADS,
    change:
      /^set spec\.(job_template\.spec\.)?template\.spec\.(init_)?container\.image_pull_policy to Always$/,
    reason: "the node asks the registry at each start for the same image: tags are immutable",
  },
  {
    address: WORKLOADS,
    change:
      /^add spec\.(job_template\.spec\.)?template\.spec\.(init_)?container\.volume_mount\.read_only false$/,
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
  {
    address: PROMOTION,
    change: /^add spec\.suspend true$/,
    reason: "not proved: that the job starts, since a person may suspend it; files that are served stay",
    isGap: true,
  },
  {
    address: PROMOTION,
    change:
      /^(set spec\.job_template\.spec\.active_deadline_seconds to \d+|unset spec\.job_template\.spec\.active_deadline_seconds)$/,
    reason: "not proved: that a copy which hangs ends; none starts beside it, and files that are served stay",
    isGap: true,
  },
  {
    address: PROMOTION,
    change:
      /^(set|unset) spec\.(starting_deadline_seconds|job_template\.spec\.backoff_limit|job_template\.spec\.template\.spec\.(volume\.empty_dir\.size_limit|container\.resources\.(limits|requests)\.\w+))\b/,
    reason:
      "a copy then ends later or fails, no file that is served changes, and a Job that fails is an alert of the chart",
  },
  {
    address: PROMOTION,
    change: /^unset spec\.concurrency_policy$/,
    reason: "two copies of a version write the same bytes, and the last object of both is the same manifest",
  },
  {
    address: PROMOTION,
    change: /^(set|unset) spec\.(failed|successful)_jobs_history_limit\b/,
    reason: "it is the number of ended Jobs that Kubernetes keeps",
  },
  {
    address: PROMOTION,
    change: / spec\.job_template\.metadata(: |\.labels$|\.namespace )/,
    reason: "nothing selects a Job by its labels, and a Job has the namespace of its CronJob",
  },
  {
    address: PROMOTION,
    change:
      /^add spec\.job_template\.spec\.template\.spec\.(container\.(stdin|stdin_once|tty) true|termination_grace_period_seconds 0)$/,
    reason:
      "the program reads no input; a version whose copy was ended has no manifest, so the next run copies it",
  },
  {
    address: PROMOTION,
    change:
      /^(add spec\.job_template\.spec\.(backoff_limit_per_index 1000000|max_failed_indexes 1000000|manual_selector true|pod_failure_policy|selector)|unset spec\.job_template\.spec\.template\.spec\.restart_policy)$/,
    reason:
      "Kubernetes refuses the fields of an Indexed Job, a manual selector without labels, an empty policy, and a Job whose pods always restart",
  },
  {
    address: PROMOTION,
    change:
      /^add spec\.job_template\.spec\.template\.spec\.(container\.(env\.value_from|env_from|volume_device|\w+_probe)|topology_spread_constraint|volume\.\w+)$/,
    reason: "Kubernetes refuses an empty block of these, and a volume with two sources",
  },
];
