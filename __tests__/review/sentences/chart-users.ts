import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Blocks, type SentenceCase } from "./case";

const METADATA = { name: "api", namespace: "models" };

const release = (chart: string, values: JsonObject = {}, version = "1.0.0") => ({
  "platform/helm_release.main": {
    name: "main",
    namespace: "kube-system",
    repository: "https://charts.example.com",
    chart,
    version,
    values: [JSON.stringify(values)],
  },
});
/** An object of a kind that a chart defines, in a chart beside the stack. */
const custom = (kind: string) => ({
  "helm_release.object": {
    name: "object",
    namespace: "models",
    chart: "./charts/objects",
    values: [JSON.stringify({ resources: [{ kind, metadata: METADATA, spec: {} }] })],
  },
});
const pods = (spec: JsonObject) => ({
  "kubernetes_deployment_v1.api": { metadata: METADATA, spec: { template: { spec } } },
});
const removed = (chart: string, beside: Blocks, end: string): SentenceCase => ({
  layer: "models",
  beside,
  before: release(chart),
  topic: "Charts",
  lines: [
    `attention, outage: outage: helm_release.main is removed, and what needs chart ${chart} stays: ${end}`,
  ],
});
const image = (repository: string, tag: string) => release("metrics-server", { image: { repository, tag } });
const CACHED = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/metrics-server";
const SECRETS = pods({ volume: [{ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } }] });
const GPU = pods({ container: [{ name: "api", resources: { limits: { "nvidia.com/gpu": "1" } } }] });

/** Releases of charts that begin, end and get other images, with what needs them. */
export const CHART_USER_SENTENCES: readonly SentenceCase[] = [
  removed(
    "aws-load-balancer-controller",
    custom("TargetGroupBinding"),
    "load balancers keep the addresses of pods that are gone, and new pods get no requests",
  ),
  removed("secrets-store-csi-driver", SECRETS, "new pods do not start, since their secrets are not mounted"),
  removed(
    "kserve-crd",
    custom("InferenceService"),
    "Kubernetes deletes each InferenceService with its definition",
  ),
  removed("kserve-resources", custom("InferenceService"), "no InferenceService gets its pods any more"),
  removed(
    "keda",
    custom("ScaledObject"),
    "replicas keep their number, since Kubernetes deletes each ScaledObject with its definition",
  ),
  removed("nvidia-device-plugin", GPU, "pods that request GPUs do not start"),
  {
    layer: "models",
    before: release("metrics-server"),
    lines: [
      "attention: chart metrics-server of helm_release.main is removed with its pods and rights",
      "info: chart of release main: metrics-server 1.0.0 from https://charts.example.com → none",
    ],
  },
  {
    layer: "models",
    after: release("metrics-server"),
    lines: [
      "attention: chart metrics-server 1.0.0 is installed as helm_release.main, with pods and rights of its own",
      "info: chart of release main: none → metrics-server 1.0.0 from https://charts.example.com",
    ],
  },
  {
    before: image("registry.k8s.io/metrics-server", "v1"),
    after: image("registry.k8s.io/metrics-server", "v2"),
    lines: [
      "attention, pods roll: pods of helm_release.main restart with other images: registry.k8s.io/metrics-server:v1 → registry.k8s.io/metrics-server:v2",
      "info: main, value image: registry.k8s.io/metrics-server:v1 → registry.k8s.io/metrics-server:v2",
    ],
  },
  {
    beside: {
      "platform/provider.aws": { region: "eu-west-1", allowed_account_ids: ["111122223333"] },
      "cluster/aws_ecr_pull_through_cache_rule.main": {
        ecr_repository_prefix: "k8s",
        upstream_registry_url: "registry.k8s.io",
      },
    },
    before: image(CACHED, "v1"),
    after: image(CACHED, "v2"),
    lines: [
      "attention, pods roll: pods of helm_release.main restart with other images: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/metrics-server:v1 → 111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/metrics-server:v2; a pull-through-cache rule copies the new image when the first node pulls it",
      "info: main, value image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/metrics-server:v1 → 111122223333.dkr.ecr.eu-west-1.amazonaws.com/k8s/metrics-server:v2",
    ],
  },
];
