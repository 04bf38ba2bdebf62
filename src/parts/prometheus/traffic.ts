import { type PodLabels } from "../../platform/contract";
import { PROMETHEUS } from "../../environment/prometheus";
import { PROMETHEUS_PODS } from "./names";
import { type PodTraffic, DNS_RULE, type TrafficRule } from "../../platform/pod-traffic";

/** Destinations of the metrics stack outside of its namespace. */
interface Surroundings {
  /** Ranges in which pods reach AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of the private subnets with interfaces of the control plane. */
  readonly controlPlaneCidrs: readonly string[];
  /** Ranges of the private subnets with nodes. */
  readonly nodeCidrs: readonly string[];
  /** Address of the Service of the Kubernetes API. */
  readonly apiServerIp: string;
  /** Models that expose metrics. */
  readonly models: {
    readonly namespace: string;
    /** Labels of the pods of each. */
    readonly pods: readonly PodLabels[];
    /** Name of their container port. */
    readonly port: string;
  };
  /** Exporters of other parts. */
  readonly exporters: readonly {
    readonly namespace: string;
    readonly pods: PodLabels;
    readonly port: number;
  }[];
  /** Pods of other parts that query Prometheus. */
  readonly ofQueries: TrafficRule["peers"];
  /** Pods of other parts that connect to the pages of Grafana. */
  readonly ofPages: TrafficRule["peers"];
  /** True if Alertmanager sends notifications through AWS services. */
  readonly notifies: boolean;
}

const ofRelease = (name: string): PodLabels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/instance": PROMETHEUS.release,
});

/**
 * Labels of pods. Those of Prometheus and Alertmanager are also the selectors of their Services, and no more: EKS allows
 * the address of a Service only if its selector has every label of the peer (aws/amazon-network-policy-controller-k8s,
 * `getMatchingServiceClusterIPs`, read 2026-11-22).
 */
const PODS = {
  prometheus: PROMETHEUS_PODS,
  alertmanager: {
    "app.kubernetes.io/name": "alertmanager",
    alertmanager: `${PROMETHEUS.release}-alertmanager`,
  },
  grafana: ofRelease("grafana"),
  "kube-state-metrics": ofRelease("kube-state-metrics"),
  operator: { app: `${PROMETHEUS.release}-operator`, release: PROMETHEUS.release },
  // Hooks of each installation and upgrade, which make the certificate of the webhooks.
  "webhook-jobs": {
    "app.kubernetes.io/component": "prometheus-operator-webhook",
    release: PROMETHEUS.release,
  },
} as const satisfies Record<string, PodLabels>;

type Program = keyof typeof PODS;

const PROGRAMS = Object.keys(PODS) as Program[];

/** Connections within the namespace. Both sides get a rule. */
const WITHIN: readonly { readonly from: Program; readonly to: Program; readonly ports: readonly number[] }[] =
  [
    // 8080 is the port of the config reloader, whose metrics the chart collects too.
    { from: "prometheus", to: "alertmanager", ports: [9093, 8080] },
    { from: "prometheus", to: "grafana", ports: [3000] },
    { from: "prometheus", to: "kube-state-metrics", ports: [8080] },
    { from: "prometheus", to: "operator", ports: [10250] },
    { from: "grafana", to: "prometheus", ports: [PROMETHEUS.port] },
    { from: "grafana", to: "alertmanager", ports: [9093] },
  ];

const HTTPS = 443;

/** Ports of each node: kubelet and node-exporter, which uses the network of its node. */
const NODE_PORTS = [10250, 9100];

/** Webhooks of the operator, which the control plane calls. */
const WEBHOOK_PORT = 10250;

/** Programs that call the Kubernetes API. They find it by its address. */
const API_CLIENTS: readonly Program[] = [
  "prometheus",
  "grafana",
  "kube-state-metrics",
  "operator",
  "webhook-jobs",
];

/** Traffic of each program in the namespace `monitoring`. All other traffic of its pods is denied. */
export const prometheusTraffic = (around: Surroundings): PodTraffic[] =>
  PROGRAMS.map((program) => ({
    name: program,
    pods: PODS[program],
    ingress: [
      ...WITHIN.filter(({ to }) => to === program).map(({ from, ports }) => ruleFor(from, ports)),
      ...(program === "prometheus" && around.ofQueries.length > 0
        ? [{ peers: around.ofQueries, ports: [PROMETHEUS.port] }]
        : []),
      ...(program === "grafana" && around.ofPages.length > 0
        ? [{ peers: around.ofPages, ports: [3000] }]
        : []),
      ...(program === "operator" ? [inRanges(around.controlPlaneCidrs, [WEBHOOK_PORT])] : []),
    ],
    egress: [
      ...WITHIN.filter(({ from }) => from === program).map(({ to, ports }) => ruleFor(to, ports)),
      ...(API_CLIENTS.includes(program)
        ? [{ peers: [{ cidr: `${around.apiServerIp}/32` }], ports: [HTTPS] }]
        : []),
      ...(program === "prometheus" ? targets(around) : []),
      ...(program === "grafana" ? [DNS_RULE] : []),
      ...(program === "alertmanager" && around.notifies
        ? [DNS_RULE, inRanges(around.serviceCidrs, [HTTPS])]
        : []),
    ],
  }));

/** Targets of Prometheus outside of the namespace. Another exporter is another rule here. */
function targets(around: Surroundings): TrafficRule[] {
  const { namespace, pods, port } = around.models;
  return [
    // The API server is scraped at the addresses of its interfaces, not at that of its Service.
    inRanges(around.controlPlaneCidrs, [HTTPS]),
    inRanges(around.nodeCidrs, NODE_PORTS),
    { peers: DNS_RULE.peers, ports: [9153] },
    ...(pods.length > 0
      ? [{ peers: pods.map((labels) => ({ namespace, pods: labels })), ports: [port] }]
      : []),
    ...around.exporters.map((each) => ({
      peers: [{ namespace: each.namespace, pods: each.pods }],
      ports: [each.port],
    })),
  ];
}

const ruleFor = (program: Program, ports: readonly number[]): TrafficRule => ({
  peers: [{ pods: PODS[program] }],
  ports,
});

const inRanges = (cidrs: readonly string[], ports: readonly number[]): TrafficRule => ({
  peers: cidrs.map((cidr) => ({ cidr })),
  ports,
});
