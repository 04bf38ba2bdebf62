import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const DEPLOYMENT = "kubernetes_deployment_v1.api";
const AUTOSCALER = "kubernetes_horizontal_pod_autoscaler_v2.api";
const BUDGET = "kubernetes_pod_disruption_budget_v1.api";
const JOB = "kubernetes_cron_job_v1.report";
const NAMESPACE = "kubernetes_namespace_v1.models";

const LABELS = { app: "api" };
const METADATA = { name: "api", namespace: "models" };

const deployment = (spec: JsonObject = {}, pod: JsonObject = {}, metadata: JsonObject = METADATA) => ({
  [DEPLOYMENT]: { metadata, spec: { ...spec, template: { metadata: { labels: LABELS }, spec: pod } } },
});
const SERVICE = {
  "kubernetes_service_v1.api": { metadata: METADATA, spec: { selector: LABELS } },
};
const autoscaler = {
  [AUTOSCALER]: {
    metadata: METADATA,
    spec: { min_replicas: 2, max_replicas: 4, scale_target_ref: { kind: "Deployment", name: "api" } },
  },
};
const budget = {
  [BUDGET]: { metadata: METADATA, spec: { min_available: 1, selector: { match_labels: LABELS } } },
};
const job = (name: string) => ({ [JOB]: { metadata: { name, namespace: "models" } } });
const namespace = (name: string) => ({ [NAMESPACE]: { metadata: { name } } });

const container = (config: JsonObject) => ({ container: [{ name: "api", ...config }] });
const image = (tag: string) =>
  container({ image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:${tag}` });

/** Workloads whose pods end or are replaced. */
export const WORKLOAD_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    before: namespace("a"),
    after: namespace("b"),
    lines: [
      "attention: namespace a → b: the apply deletes the old one with all objects in it, before others serve",
    ],
  },
  {
    layer: "models",
    beside: deployment(),
    before: namespace("models"),
    after: namespace("other"),
    lines: [
      "attention, outage: namespace models → other: the apply deletes the old one with all objects in it, before others serve",
    ],
  },
  {
    layer: "models",
    before: job("report"),
    lines: ["attention: kubernetes_cron_job_v1.report is deleted with its pods: its work stops"],
  },
  {
    layer: "models",
    before: job("report"),
    after: job("reports"),
    lines: ["attention: kubernetes_cron_job_v1.report is replaced: its pods end, and it runs again"],
  },
  {
    layer: "models",
    beside: deployment(),
    before: budget,
    lines: [
      "attention: disruption budget kubernetes_pod_disruption_budget_v1.api is deleted: the next drain of nodes may end all its pods at once",
    ],
  },
  {
    layer: "models",
    beside: deployment(),
    before: autoscaler,
    lines: [
      "attention: autoscaler kubernetes_horizontal_pod_autoscaler_v2.api is deleted: the number of pods no longer follows the load",
    ],
  },
  {
    layer: "models",
    beside: SERVICE,
    before: deployment(),
    lines: ["attention, outage: all pods of api end, and its clients get no answer"],
  },
  { layer: "models", before: deployment(), lines: ["attention: all pods of api end, and its work stops"] },
  {
    layer: "models",
    before: deployment(),
    after: deployment({}, {}, { ...METADATA, name: "other" }),
    lines: ["attention: all pods of api end, and its work stops until the new ones are ready"],
  },
  {
    layer: "models",
    before: deployment({ replicas: 2 }, image("1")),
    after: deployment({ replicas: 2 }, image("2")),
    lines: [
      "info: api, container api: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1 → 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:2",
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.image",
    ],
  },
  {
    layer: "models",
    before: deployment({ strategy: { type: "Recreate" } }, image("1")),
    after: deployment({ strategy: { type: "Recreate" } }, image("2")),
    lines: [
      "info: api, container api: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1 → 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:2",
      "attention, outage: the template of kubernetes_deployment_v1.api changes, and its strategy Recreate ends all pods before the first new one starts: clients get no answer meanwhile",
    ],
  },
  {
    layer: "models",
    before: deployment(
      { strategy: { rolling_update: { max_surge: "0", max_unavailable: "1" } } },
      image("1"),
    ),
    after: deployment({ strategy: { rolling_update: { max_surge: "0", max_unavailable: "1" } } }, image("2")),
    lines: [
      "info: api, container api: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1 → 111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:2",
      "attention, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.image, and old pods end before new ones are ready",
    ],
  },
  {
    layer: "models",
    before: deployment({ strategy: { rolling_update: { max_surge: "1" } } }),
    after: deployment({ strategy: { rolling_update: { max_surge: "2" } } }),
    lines: [
      "info: strategy of kubernetes_deployment_v1.api, for this rollout and each later one: spec.strategy.rolling_update.max_surge 1 → 2",
    ],
  },
  {
    layer: "models",
    before: deployment({ strategy: { type: "RollingUpdate" } }),
    after: deployment({ strategy: { type: "Recreate" } }),
    lines: [
      "attention: strategy of kubernetes_deployment_v1.api, for this rollout and each later one: spec.strategy.type RollingUpdate → Recreate",
    ],
  },
  {
    layer: "models",
    before: deployment({}, { node_selector: { pool: "a" } }),
    after: deployment({}, { node_selector: { pool: "b" } }),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in node_selector.pool",
      "info: nodes for the pods of kubernetes_deployment_v1.api: node_selector.pool a → b",
    ],
  },
  {
    layer: "models",
    before: deployment({}, container({ command: ["serve"], args: ["--port=8080"] })),
    after: deployment({}, container({ command: ["serve", "--debug"], args: ["--port=8081"] })),
    lines: [
      'attention: command of kubernetes_deployment_v1.api: ["serve"] → ["serve","--debug"]',
      'attention: args of kubernetes_deployment_v1.api: ["--port=8080"] → ["--port=8081"]',
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.command, container.args",
    ],
  },
  {
    layer: "models",
    before: deployment({}, container({ args: ["--allowed-group=a"] })),
    after: deployment({}, container({ args: ["--allowed-group=b", "--allowed-group=c"] })),
    lines: [
      'info: args of kubernetes_deployment_v1.api: ["--allowed-group=a"] → ["--allowed-group=b","--allowed-group=c"]',
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.args",
    ],
  },
  {
    layer: "models",
    before: deployment({}, container({ args: ["--allowed-group=a", "--email-domain=a"] })),
    after: deployment({}, container({ args: ["--allowed-group=a", "--email-domain=*"] })),
    lines: [
      'attention: args of kubernetes_deployment_v1.api: ["--allowed-group=a","--email-domain=a"] → ["--allowed-group=a","--email-domain=*"]',
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.args",
    ],
  },
];
