/** A side of a connection that is no workload of a chart. */
export type Place =
  /** Pods of CoreDNS. */
  | "CoreDNS"
  /** The Service of the Kubernetes API. */
  | "API"
  /** Interfaces of the control plane in the subnets of the cluster. */
  | "control plane"
  /** Addresses of nodes, and of pods on Fargate, each of which has a kubelet. */
  | "nodes"
  /** Pods of models with a ServiceMonitor, on the port that it names. */
  | "scraped models"
  /** Endpoints of the AWS services that notifications use. */
  | "notification services"
  /** Hosts of the repositories of Applications, on the ports of their URLs. */
  | "Git hosts";

/** A connection that a program of a chart needs. */
export interface ChartConnection {
  readonly from: { readonly workload: string } | { readonly place: Place };
  readonly to: { readonly workload: string } | { readonly place: Place };
  /** Port of the pods, or of the place; undefined for that of a ServiceMonitor or of a URL. */
  readonly port: number | undefined;
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
  readonly why: string;
  /** True if it connects only while Alertmanager publishes to SNS. @default false */
  readonly ifSending?: true;
}

const program = (workload: string) => ({ workload });
const place = (name: Place) => ({ place: name });

const PROMETHEUS = program("prometheus-kube-prometheus-stack-prometheus");
const ALERTMANAGER = program("alertmanager-kube-prometheus-stack-alertmanager");
const GRAFANA = program("kube-prometheus-stack-grafana");
const OBJECTS = program("kube-prometheus-stack-kube-state-metrics");
const OPERATOR = program("kube-prometheus-stack-operator");
const HOOKS = ["create", "patch"].map((job) => program(`kube-prometheus-stack-admission-${job}`));

const ARGO_CONTROLLER = program("argo-cd-argocd-application-controller");
const ARGO_SERVER = program("argo-cd-argocd-server");
const ARGO_SETS = program("argo-cd-argocd-applicationset-controller");
const ARGO_REPOSITORY = program("argo-cd-argocd-repo-server");
const ARGO_REDIS = program("argo-cd-argocd-redis");

const DNS = (["udp", "tcp"] as const).map((protocol) => ({ to: place("CoreDNS"), port: 53, protocol }));

const SENDING = { ifSending: true } as const;

const scraped = (to: ChartConnection["to"], port: number | undefined, what: string): ChartConnection => ({
  from: PROMETHEUS,
  to,
  port,
  why: `metrics of ${what}`,
});

const calling = (from: ChartConnection["from"], why: string): ChartConnection => ({
  from,
  to: place("API"),
  port: 443,
  why,
});

/**
 * Connections of the pods of charts, by the name of the chart. Programs in a pod find the Kubernetes API by the address in
 * their environment, and Prometheus its targets by their addresses, so they need no DNS. A connection of a pod to itself
 * does not leave it, as that of Prometheus for its own metrics.
 *
 * Sources: prometheus-community/helm-charts, kube-prometheus-stack 88.5.3, ServiceMonitors and the data sources of Grafana,
 * and kube-state-metrics 8.4.0; grafana-community/helm-charts, grafana 12.11.1; prometheus-operator/prometheus-operator
 * v0.93.0, pods of Prometheus and Alertmanager (read 2026-11-22).
 */
export const CHART_CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  "kube-prometheus-stack": [
    calling(PROMETHEUS, "finds its targets"),
    scraped(place("control plane"), 443, "the API server, at its own addresses"),
    scraped(place("nodes"), 10250, "kubelets and containers"),
    scraped(place("nodes"), 9100, "nodes, by node-exporter"),
    scraped(place("CoreDNS"), 9153, "CoreDNS"),
    scraped(place("scraped models"), undefined, "models"),
    scraped(ALERTMANAGER, 9093, "Alertmanager, and alerts"),
    scraped(ALERTMANAGER, 8080, "the config reloader of Alertmanager"),
    scraped(GRAFANA, 3000, "Grafana"),
    scraped(OBJECTS, 8080, "objects of the cluster"),
    scraped(OPERATOR, 10250, "the operator"),
    { from: GRAFANA, to: PROMETHEUS, port: 9090, why: "queries of dashboards" },
    { from: GRAFANA, to: ALERTMANAGER, port: 9093, why: "alerts in dashboards" },
    ...DNS.map((dns) => ({ from: GRAFANA, ...dns, why: "names of its data sources" })),
    calling(GRAFANA, "its sidecars watch ConfigMaps"),
    calling(OBJECTS, "lists objects"),
    calling(OPERATOR, "watches and makes objects"),
    ...HOOKS.map((hook) => calling(hook, "stores the certificate of the webhooks")),
    { from: place("control plane"), to: OPERATOR, port: 10250, why: "webhooks" },
    ...DNS.map((dns) => ({ from: ALERTMANAGER, ...dns, why: "names of AWS services", ...SENDING })),
    {
      from: ALERTMANAGER,
      to: place("notification services"),
      port: 443,
      why: "sends notifications",
      ...SENDING,
    },
  ],
  // Its metrics are on a port that no Prometheus here reads. Source: kserve/kserve v0.20.0, `charts/kserve-resources` (read 2026-11-22).
  "kserve-resources": [
    calling(program("kserve-controller-manager"), "watches and makes objects"),
    { from: place("control plane"), to: program("kserve-controller-manager"), port: 9443, why: "webhooks" },
  ],
  // The address of a program is in a ConfigMap, as a name. `kubectl port-forward` and probes come from the node of a pod, which policies
  // do not restrict. Source: argoproj/argo-helm at argo-cd-10.1.1, network policies and argocd-cmd-params-cm; upstream, the repo server
  // calls no Kubernetes API (read 2026-11-22).
  "argo-cd": [
    ...[ARGO_CONTROLLER, ARGO_SERVER].flatMap((from): ChartConnection[] => [
      { from, to: ARGO_REPOSITORY, port: 8081, why: "renders of a repository" },
      { from, to: ARGO_REDIS, port: 6379, why: "cached renders" },
      ...DNS.map((dns) => ({ from, ...dns, why: "names of its programs" })),
      calling(from, "reads and applies objects"),
    ]),
    { from: ARGO_REPOSITORY, to: ARGO_REDIS, port: 6379, why: "caches renders" },
    ...DNS.map((dns) => ({ from: ARGO_REPOSITORY, ...dns, why: "names of Redis and of the Git host" })),
    { from: ARGO_REPOSITORY, to: place("Git hosts"), port: undefined, why: "reads the repository" },
    { from: ARGO_SETS, to: ARGO_REPOSITORY, port: 8081, why: "generators that read a repository" },
    ...DNS.map((dns) => ({ from: ARGO_SETS, ...dns, why: "names of its programs" })),
    calling(ARGO_SETS, "makes Applications"),
    calling(program("argo-cd-argocd-redis-secret-init"), "stores the password of Redis"),
  ],
  // It reads the kubelet by a socket of the node. Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `deployment` (read 2026-11-22).
  "dcgm-exporter": [scraped(program("dcgm-exporter"), 9400, "GPUs")],
};
