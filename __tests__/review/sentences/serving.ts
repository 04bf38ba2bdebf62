import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const DEPLOYMENT = "kubernetes_deployment_v1.api";

const METADATA = { name: "api", namespace: "models" };
const pods = (container: JsonObject) => ({
  [DEPLOYMENT]: {
    metadata: METADATA,
    spec: { template: { spec: { container: [{ name: "api", ...container }] } } },
  },
});
const probed = (path: string) => pods({ readiness_probe: { http_get: { path, port: 8080 } } });
const checked = (path: string) => ({
  "kubernetes_service_v1.api": {
    metadata: { ...METADATA, annotations: { "alb.ingress.kubernetes.io/healthcheck-path": path } },
    spec: {},
  },
});
const draining = (seconds: string) =>
  pods({ lifecycle: { pre_stop: { exec: { command: ["sleep", seconds] } } } });

const TOPIC = "Requests during the change";

/** Requests to pods while a change is applied. */
export const SERVING_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    before: { ...probed("/a"), ...checked("/a") },
    after: { ...probed("/b"), ...checked("/b") },
    topic: TOPIC,
    lines: [
      "attention, pods roll: health path of kubernetes_deployment_v1.api: /a → /b; the load balancer asks running pods for it at once, and sends requests to those that answer, or to all while none does",
    ],
  },
  {
    layer: "models",
    before: probed("/a"),
    after: probed("/b"),
    topic: TOPIC,
    lines: [
      "attention, pods roll: health path of kubernetes_deployment_v1.api: /a → /b; an image that does not answer it stops the rollout",
    ],
  },
  {
    layer: "models",
    before: draining("10"),
    after: draining("20"),
    topic: TOPIC,
    lines: [
      "info: seconds that an ending pod of kubernetes_deployment_v1.api still serves (drainSeconds): 10 → 20",
    ],
  },
  {
    layer: "models",
    before: draining("20"),
    after: draining("10"),
    topic: TOPIC,
    lines: [
      "attention: seconds that an ending pod of kubernetes_deployment_v1.api still serves (drainSeconds): 20 → 10; requests that a load balancer sends to it after that fail",
    ],
  },
];
