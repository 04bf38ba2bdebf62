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
const onPort = (port: number) => pods({ port: [{ container_port: port }] });
const rule = (port: number) => ({
  [`network/aws_vpc_security_group_ingress_rule.on_${port}`]: {
    security_group_id: "sg-0123456789abcdef0",
    cidr_ipv4: "10.0.0.0/8",
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
  },
});

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
  {
    layer: "models",
    before: onPort(8080),
    after: onPort(8081),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.port.container_port",
      "attention: port of kubernetes_deployment_v1.api: 8080 → 8081; the program of the image has to listen on it",
    ],
  },
  {
    layer: "models",
    before: { ...onPort(8080), ...rule(8080) },
    after: { ...onPort(8081), ...rule(8081) },
    lines: [
      "attention, more access: opened: 10.0.0.0/8 → sg-0123456789abcdef0, TCP 8081, by aws_vpc_security_group_ingress_rule.on_8081",
      "attention, outage: closed: 10.0.0.0/8 → sg-0123456789abcdef0, TCP 8080, by aws_vpc_security_group_ingress_rule.on_8080: who connects from there is cut off",
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.port.container_port",
      "attention, outage: port of kubernetes_deployment_v1.api: 8080 → 8081; running pods listen on the old port, whose rules the change removes: clients get no answer until the rollout ends",
    ],
  },
];
