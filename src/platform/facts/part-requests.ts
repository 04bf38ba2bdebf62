/** Resources of a container, as Kubernetes reads them. */
export interface ContainerResources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory: string };
}

/** Resources of the containers of a part that sets none, or too little, with the reason for the amounts. */
export interface PartRequests extends ContainerResources {
  readonly reason: string;
  /** Day of the decision, ISO date. */
  readonly asOf: string;
}

/**
 * Requests of this project by the name of the chart or part, and of the program in a chart with several. Most charts have none by default. The emitted containers have
 * these, so capacity checks, quotas and the scheduler count the same amounts. No load test confirms them: raise a row
 * when a container is throttled or killed for memory.
 */
const ROWS = {
  "argo-cd/applicationset-controller": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "it has no pods here; the amounts are for a namespace with a quota",
    asOf: "2026-11-22",
  },
  "argo-cd/controller": {
    requests: { cpu: "250m", memory: "512Mi" },
    limits: { memory: "1Gi" },
    reason:
      "an estimate of this project: it watches the objects of one namespace, and compares them with Git",
    asOf: "2026-11-22",
  },
  "argo-cd/copyutil": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "an estimate of this project: it copies one file before the repo server starts",
    asOf: "2026-11-22",
  },
  "argo-cd/redis": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a cache of the renders of one repository",
    asOf: "2026-11-22",
  },
  "argo-cd/redis-secret-init": {
    requests: { cpu: "10m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a Job of the release makes one password",
    asOf: "2026-11-22",
  },
  "argo-cd/repo-server": {
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { memory: "1Gi" },
    reason:
      "an estimate of this project: it clones one repository and renders one folder; a large repository needs more memory",
    asOf: "2026-11-22",
  },
  "argo-cd/server": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: some users look at one application",
    asOf: "2026-11-22",
  },
  "aws-load-balancer-controller": {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "200m", memory: "256Mi" },
    reason: "an estimate of this project: a cluster here has few load balancers and target groups",
    asOf: "2026-11-20",
  },
  "nvidia-device-plugin": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { cpu: "200m", memory: "128Mi" },
    reason: "it lists the GPUs of one node, and is idle afterwards",
    asOf: "2026-11-20",
  },
  "cluster-autoscaler": {
    requests: { cpu: "100m", memory: "300Mi" },
    limits: { memory: "600Mi" },
    reason:
      "its memory grows with pods and nodes; the limit is the request of the authors' example for AWS, the request half of it for a cluster of less than 100 nodes",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/operator": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason:
      "an estimate of this project: it watches monitors and rules of all namespaces, and its memory grows with their number",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/config-reloader": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason:
      "an estimate of this project: it compares files and calls one endpoint; two run in the pod of Prometheus, one of them before the start",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/certgen": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a Job of the release makes one certificate",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/prometheus": {
    requests: { cpu: "250m", memory: "2Gi" },
    limits: { memory: "2Gi" },
    reason:
      "an estimate of this project: a cluster of less than 20 nodes has some 100,000 time series; `memoryGiB` replaces the memory",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/alertmanager": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: it holds alerts and silences of one cluster",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/grafana": {
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { memory: "512Mi" },
    reason: "an estimate of this project: some users look at dashboards at the same time",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/grafana-sidecar": {
    requests: { cpu: "10m", memory: "96Mi" },
    limits: { memory: "192Mi" },
    reason:
      "an estimate of this project: it watches the ConfigMaps of one namespace; two run in the pod of Grafana",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/kube-state-metrics": {
    requests: { cpu: "20m", memory: "96Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: its memory grows with the objects of the cluster",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/node-exporter": {
    requests: { cpu: "20m", memory: "32Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: one on each node, which it measures every 30 seconds",
    asOf: "2026-11-22",
  },
  "dcgm-exporter": {
    requests: { cpu: "100m", memory: "512Mi" },
    limits: { cpu: "200m", memory: "1Gi" },
    reason:
      "users of its version 4 report 405 to 512 MiB, and kills on nodes with eight GPUs at the 512 MiB of the chart (pytorch/ci-infra issue 1011, NVIDIA/dcgm-exporter issues 609 and 702); the limit of CPU is the chart's, to which Go fits its threads",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/authorities": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason: "it copies one file before a client of the database starts",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/executor": {
    requests: { cpu: "10m", memory: "64Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: it waits for a step, and copies its log",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/metadata-grpc": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "512Mi" },
    reason: "an estimate of this project: a program in C++ with some queries for each step",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/metadata-proxy": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: the requests of some users",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/ml-pipeline": {
    requests: { cpu: "250m", memory: "500Mi" },
    limits: { memory: "1Gi" },
    reason: "the requests of its authors, and twice the memory as a limit",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/ml-pipeline-ui": {
    requests: { cpu: "10m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason: "the requests of its authors with more memory for Node.js",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/persistence-agent": {
    requests: { cpu: "120m", memory: "256Mi" },
    limits: { memory: "512Mi" },
    reason: "the CPU of its authors, and half of their memory as a request",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/schedules": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: it watches the schedules of one namespace",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/step": {
    requests: { cpu: "500m", memory: "1Gi" },
    limits: { memory: "2Gi" },
    reason: "an estimate of this project for a step that states nothing: a small model in Python",
    asOf: "2026-11-22",
  },
  "kubeflow-pipelines/workflow-controller": {
    requests: { cpu: "100m", memory: "500Mi" },
    limits: { memory: "1Gi" },
    reason: "the requests of its authors, and twice the memory as a limit",
    asOf: "2026-11-22",
  },
  mlflow: {
    requests: { cpu: "250m", memory: "1Gi" },
    limits: { memory: "2Gi" },
    reason:
      "two workers of mlflow 3.17.2 and their parents measured 650 MiB after some requests; uploads pass through memory and disk",
    asOf: "2026-11-22",
  },
  "weights-download": {
    requests: { cpu: "250m", memory: "512Mi" },
    limits: { memory: "1Gi" },
    reason: "the AWS CLI copies ten parts of 8 MiB at a time by default, and verifies them",
    asOf: "2026-11-22",
  },
  "off-hours": {
    requests: { cpu: "50m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "kubectl reads and scales some Deployments, twice a day",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;

export const PART_REQUESTS: Readonly<Record<string, PartRequests>> = ROWS;

/** Resources of the containers of a chart or part. */
export function resourcesOf<Name extends keyof typeof ROWS>(name: Name) {
  const { requests, limits } = ROWS[name];
  return { requests, limits };
}
