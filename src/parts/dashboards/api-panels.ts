import { SERVER_METRICS } from "../../environment/servers";
import { type ServerMetrics } from "../../environment/server-metrics";
import { modelPodNames } from "../../environment/model-names";
import { INTERVAL, type Panel } from "./panel";
import { tokenPanels } from "./token-panels";

export interface Api {
  readonly name: string;
  readonly kind: keyof typeof SERVER_METRICS;
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
export function apiPanels({ name, kind, namespace, price }: Api): Panel[] {
  const own = (...more: readonly string[]): string =>
    `{${[`namespace="${namespace}"`, `service="${name}"`, ...more].join(",")}}`;
  const ofObject = (label: string, ...more: readonly string[]): string =>
    `{${[`namespace="${namespace}"`, `${label}="${name}"`, ...more].join(",")}}`;
  const { duration, codes, inFlight, load, tokens }: ServerMetrics = SERVER_METRICS[kind];
  const { deployment, container } = modelPodNames(name, kind);
  const rate = (metric: string, ...labels: readonly string[]): string =>
    `sum(rate(${metric}${own(...labels)}[${INTERVAL}]))`;
  const requests = rate(codes?.metric ?? `${duration.metric}_count`);
  const quantile = (share: number) => ({
    expression: `histogram_quantile(${share}, sum by (le) (rate(${duration.metric}_bucket${own()}[${INTERVAL}])))`,
    legend: `${share * 100} %`,
  });
  // Only a container with the name of its model has a name of its own.
  const inContainer = (...more: readonly string[]): string =>
    container === name
      ? ofObject("container", ...more)
      : `{${[`namespace="${namespace}"`, `pod=~"${deployment}-[a-z0-9]+-[a-z0-9]+"`, `container="${container}"`, ...more].join(",")}}`;
  return [
    ...requestPanels(codes, requests, rate, own()),
    {
      title: "Latency",
      description:
        tokens === undefined
          ? "Within which time are these shares of requests answered?"
          : "Within which time do these shares of requests have their first token?",
      unit: "s",
      queries: [0.5, 0.95, 0.99].map(quantile),
    },
    ...(inFlight === undefined
      ? []
      : [
          {
            title: "Requests in flight",
            description: "How many requests does each pod work on?",
            unit: "short" as const,
            queries: [{ expression: `sum by (pod) (${inFlight}${own()})`, legend: "{{pod}}" }],
          },
        ]),
    ...(tokens === undefined ? [] : tokenPanels(tokens, own())),
    {
      title: "Replicas",
      description: "How far is the autoscaler from its limits?",
      unit: "short",
      queries: ["status_current", "status_desired", "spec_min", "spec_max"].map((value) => ({
        expression: `kube_horizontalpodautoscaler_${value}_replicas${ofObject("horizontalpodautoscaler")}`,
        legend: value.replace("_", " "),
      })),
    },
    ...containerPanels(inContainer),
    ...(load === undefined
      ? []
      : [
          {
            title: "Load time of the model",
            description: "How long does a new pod need before it answers?",
            unit: "s" as const,
            queries: [{ expression: `max by (pod) (${load}${own()})`, legend: "{{pod}}" }],
          },
        ]),
    ...(price === undefined
      ? []
      : [
          {
            title: tokens === undefined ? "Cost of a million requests" : "Cost of a million generated tokens",
            description: `Reserved ${NOUNS[price.resource].many} at ${price.hourUsd} USD per ${NOUNS[price.resource].one} and hour, the price of its nodes. Idle nodes are not part of it.`,
            unit: "currencyUSD" as const,
            queries: [
              {
                expression: `sum(kube_pod_container_resource_requests${inContainer(`resource="${price.resource}"`)}) * ${price.hourUsd} / 3600 * 1e6 / ${tokens === undefined ? requests : rate(tokens.generated)}`,
                legend: "USD",
              },
            ],
          },
        ]),
  ];
}

const NOUNS = { cpu: { many: "CPU", one: "vCPU" }, nvidia_com_gpu: { many: "GPUs", one: "GPU" } };

/** Requests, and errors where the server counts status codes. */
const requestPanels = (
  codes: ServerMetrics["codes"],
  requests: string,
  rate: (metric: string, ...labels: readonly string[]) => string,
  ofApi: string,
): Panel[] =>
  codes === undefined
    ? [
        {
          title: "Requests",
          description:
            "How many requests does the model work on each second? Its server counts no status codes.",
          unit: "reqps" as const,
          queries: [{ expression: requests, legend: "requests" }],
        },
      ]
    : [
        {
          title: "Requests",
          description: "How many requests finish each second, by status code?",
          unit: "reqps" as const,
          queries: [
            {
              expression: `sum by (${codes.label}) (rate(${codes.metric}${ofApi}[${INTERVAL}]))`,
              legend: `{{${codes.label}}}`,
            },
          ],
        },
        {
          title: "Errors",
          description: "Which part of the requests fails in the model?",
          unit: "percentunit" as const,
          queries: [
            {
              expression: `${rate(codes.metric, `${codes.label}=~"${codes.failed}"`)} / ${requests}`,
              legend: "5xx",
            },
          ],
        },
      ];

/** CPU, memory and restarts of the containers. */
function containerPanels(inContainer: (...more: readonly string[]) => string): Panel[] {
  const ofContainer = inContainer();
  /** Use of each pod, as a share of what its container requests or may use. */
  const share = (use: string, of: "requests" | "limits", resource: string): string =>
    `sum by (pod) (${use}) / sum by (pod) (kube_pod_container_resource_${of}${inContainer(`resource="${resource}"`)})`;
  return [
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
  ];
}
