import { type ModelMetricName } from "../../facts/model-metrics";
import { INTERVAL, type Panel } from "./panel";

export interface Api {
  readonly name: string;
  readonly namespace: string;
  /** Price of the resource that its pods reserve. @default - unknown */
  readonly price?: ReservedPrice;
}

/** The resource of a node of which a pod takes the largest part, and the price of one of it: of a vCPU, or of a GPU. */
export interface ReservedPrice {
  readonly resource: "cpu" | "nvidia_com_gpu";
  /** Price of the node per hour, divided by what it has of the resource. */
  readonly hourUsd: number;
}

/** Panels of one API: rate, errors, latency, saturation and cost. */
export function apiPanels({ name, namespace, price }: Api): Panel[] {
  const own = (...more: readonly string[]): string =>
    `{${[`namespace="${namespace}"`, `service="${name}"`, ...more].join(",")}}`;
  const ofObject = (label: string, ...more: readonly string[]): string =>
    `{${[`namespace="${namespace}"`, `${label}="${name}"`, ...more].join(",")}}`;
  const rate = (metric: ModelMetricName, ...labels: readonly string[]): string =>
    `sum(rate(${metric}${own(...labels)}[${INTERVAL}]))`;
  const quantile = (share: number) => ({
    expression: `histogram_quantile(${share}, sum by (le) (rate(${DURATION}_bucket${own()}[${INTERVAL}])))`,
    legend: `${share * 100} %`,
  });
  const ofContainer = ofObject("container");
  /** Use of each pod, as a share of what its container requests or may use. */
  const share = (use: string, of: "requests" | "limits", resource: string): string =>
    `sum by (pod) (${use}) / sum by (pod) (kube_pod_container_resource_${of}${ofObject("container", `resource="${resource}"`)})`;
  return [
    {
      title: "Requests",
      description: "How many requests finish each second, by status code?",
      unit: "reqps",
      queries: [{ expression: `sum by (code) (rate(${REQUESTS}${own()}[${INTERVAL}]))`, legend: "{{code}}" }],
    },
    {
      title: "Errors",
      description: "Which part of the requests fails in the model?",
      unit: "percentunit",
      queries: [{ expression: `${rate(REQUESTS, 'code=~"5.."')} / ${rate(REQUESTS)}`, legend: "5xx" }],
    },
    {
      title: "Latency",
      description: "Within which time are these shares of requests answered?",
      unit: "s",
      queries: [0.5, 0.95, 0.99].map(quantile),
    },
    {
      title: "Requests in flight",
      description: "How many requests does each pod work on?",
      unit: "short",
      queries: [{ expression: `sum by (pod) (${IN_FLIGHT}${own()})`, legend: "{{pod}}" }],
    },
    {
      title: "Replicas",
      description: "How far is the autoscaler from its limits?",
      unit: "short",
      queries: ["status_current", "status_desired", "spec_min", "spec_max"].map((value) => ({
        expression: `kube_horizontalpodautoscaler_${value}_replicas${ofObject("horizontalpodautoscaler")}`,
        legend: value.replace("_", " "),
      })),
    },
    {
      title: "CPU, as a share of the request",
      description: "Above 1, pods use CPU that they have not reserved.",
      unit: "percentunit",
      queries: [
        {
          expression: share(
            `rate(container_cpu_usage_seconds_total${ofContainer}[${INTERVAL}])`,
            "requests",
            "cpu",
          ),
          legend: "{{pod}}",
        },
      ],
    },
    {
      title: "Memory, as a share of the limit",
      description: "At 1, the container is killed.",
      unit: "percentunit",
      queries: [
        {
          expression: share(`container_memory_working_set_bytes${ofContainer}`, "limits", "memory"),
          legend: "{{pod}}",
        },
      ],
    },
    {
      title: "Restarts in an hour",
      description: "Which pods restart, for example when they are killed for memory?",
      unit: "short",
      queries: [
        {
          expression: `sum by (pod) (increase(kube_pod_container_status_restarts_total${ofContainer}[1h]))`,
          legend: "{{pod}}",
        },
      ],
    },
    {
      title: "Load time of the model",
      description: "How long does a new pod need before it answers?",
      unit: "s",
      queries: [{ expression: `max by (pod) (${LOAD}${own()})`, legend: "{{pod}}" }],
    },
    ...(price === undefined
      ? []
      : [
          {
            title: "Cost of a million requests",
            description: `Reserved ${NOUNS[price.resource].many} at ${price.hourUsd} USD per ${NOUNS[price.resource].one} and hour, the price of its nodes. Idle nodes are not part of it.`,
            unit: "currencyUSD" as const,
            queries: [
              {
                expression: `sum(kube_pod_container_resource_requests${ofObject("container", `resource="${price.resource}"`)}) * ${price.hourUsd} / 3600 * 1e6 / ${rate(REQUESTS)}`,
                legend: "USD",
              },
            ],
          },
        ]),
  ];
}

const NOUNS = { cpu: { many: "CPU", one: "vCPU" }, nvidia_com_gpu: { many: "GPUs", one: "GPU" } };

const REQUESTS: ModelMetricName = "model_requests_total";
const DURATION: ModelMetricName = "model_request_duration_seconds";
const IN_FLIGHT: ModelMetricName = "model_requests_in_flight";
const LOAD: ModelMetricName = "model_load_seconds";
