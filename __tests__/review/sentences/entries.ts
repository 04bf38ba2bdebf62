import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const INGRESS = "kubernetes_ingress_v1.models";
const ALB = "alb.ingress.kubernetes.io/";
const ingress = (annotations: Readonly<Record<string, string>>) => ({
  [INGRESS]: {
    metadata: {
      name: "models",
      namespace: "models",
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [ALB + key, value])),
    },
    spec: { ingress_class_name: "alb" },
  },
});

const SERVICE = "kubernetes_service_v1.api";
const service = (spec: JsonObject) => ({
  [SERVICE]: { metadata: { name: "api", namespace: "models" }, spec: { port: [{ port: 80 }], ...spec } },
});

const BINDING = "helm_release.bindings";
const GROUP = "aws_lb_target_group.api";
const binding = {
  [BINDING]: {
    chart: "./charts/objects",
    values: [
      JSON.stringify({
        resources: [
          {
            kind: "TargetGroupBinding",
            metadata: { name: "api" },
            spec: { serviceRef: { name: "api", port: 80 }, targetGroupARN: `\${${GROUP}.arn}` },
          },
        ],
      }),
    ],
  },
};
const group = { [GROUP]: { name: "api", target_type: "ip" } };

const BALANCER = "aws_lb.main";
const balancer = (config: JsonObject = {}) => ({ [BALANCER]: { name: "main", internal: true, ...config } });
const listeners = (...ports: number[]) =>
  Object.fromEntries(
    ports.map((port) => [
      `aws_lb_listener.on_${port}`,
      { load_balancer_arn: `\${${BALANCER}.arn}`, port, protocol: port === 443 ? "HTTPS" : "HTTP" },
    ]),
  );
const arnOfAcl = (id: string) => `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/${id}`;

/** Load balancers of clients: what ends them, their listeners, TLS, and protection. */
export const ENTRY_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    before: ingress({ scheme: "internal" }),
    after: ingress({ scheme: "internet-facing" }),
    topic: "Entry",
    lines: [
      "attention, outage: scheme of kubernetes_ingress_v1.models: internal → internet-facing: the controller makes another load balancer with other addresses, and deletes this one; clients on the internet then reach the models, and those that know the old addresses do not",
    ],
  },
  {
    layer: "models",
    before: ingress({ scheme: "internet-facing" }),
    after: ingress({ scheme: "internal" }),
    lines: [
      "attention, outage: scheme of kubernetes_ingress_v1.models: internet-facing → internal: the controller makes another load balancer with other addresses, and deletes this one; clients on the internet no longer reach the models",
      "info: no longer: the load balancer of kubernetes_ingress_v1.models is open to the internet (internet-facing) on port 80",
    ],
  },
  {
    layer: "models",
    before: ingress({ "group.name": "a" }),
    after: ingress({ "group.name": "b" }),
    lines: [
      "attention, outage: group.name of kubernetes_ingress_v1.models: a → b: the controller makes another load balancer with other addresses, and deletes this one",
    ],
  },
  {
    layer: "models",
    before: ingress({ "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
    after: ingress({ "ssl-policy": "ELBSecurityPolicy-2016-08" }),
    lines: [
      "attention, less protection: ssl-policy of kubernetes_ingress_v1.models: ELBSecurityPolicy-TLS13-1-2-2021-06 → ELBSecurityPolicy-2016-08: it accepts versions of TLS older than 1.2, or is not known",
    ],
  },
  {
    layer: "models",
    before: ingress({ "ssl-policy": "ELBSecurityPolicy-2016-08" }),
    after: ingress({ "ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
    lines: [
      "attention: ssl-policy of kubernetes_ingress_v1.models: ELBSecurityPolicy-2016-08 → ELBSecurityPolicy-TLS13-1-2-2021-06: clients without its versions and ciphers are refused",
    ],
  },
  {
    layer: "models",
    before: ingress({ "ssl-redirect": "443" }),
    after: ingress({}),
    lines: [
      "attention, less protection: ssl-redirect of kubernetes_ingress_v1.models: 443 → not set: plain HTTP is served, not redirected",
    ],
  },
  {
    layer: "models",
    before: ingress({ "load-balancer-name": "a" }),
    after: ingress({ "load-balancer-name": "b" }),
    lines: [
      "info: load-balancer-name of kubernetes_ingress_v1.models: a → b: the load balancer keeps its name, and only a new one gets the other",
    ],
  },
  {
    layer: "models",
    before: ingress({}),
    after: ingress({ "wafv2-acl-arn": arnOfAcl("a") }),
    lines: [
      "info: now: a web ACL filters requests; wafv2-acl-arn of kubernetes_ingress_v1.models: not set → arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/a",
    ],
  },
  {
    layer: "models",
    before: ingress({ "wafv2-acl-arn": arnOfAcl("a") }),
    after: ingress({}),
    lines: [
      "attention, less protection: no web ACL filters requests any more; wafv2-acl-arn of kubernetes_ingress_v1.models: arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/a → not set",
    ],
  },
  {
    layer: "models",
    before: ingress({ "wafv2-acl-arn": arnOfAcl("a") }),
    after: ingress({ "wafv2-acl-arn": arnOfAcl("b") }),
    lines: [
      "attention: another web ACL filters requests; wafv2-acl-arn of kubernetes_ingress_v1.models: arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/a → arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/b: no stack shows its rules",
    ],
  },
  {
    layer: "network",
    before: balancer(),
    after: balancer({ drop_invalid_header_fields: true }),
    lines: ["info: drop_invalid_header_fields of aws_lb.main: not set → true: more protection"],
  },
  {
    layer: "network",
    before: balancer({ enable_deletion_protection: true }),
    after: balancer(),
    lines: [
      "attention, less protection: enable_deletion_protection of aws_lb.main: true → not set: after this apply, the next one can delete it, and a person in the console can, too",
    ],
  },
  {
    layer: "network",
    before: balancer({ drop_invalid_header_fields: true }),
    after: balancer(),
    lines: [
      "attention, less protection: drop_invalid_header_fields of aws_lb.main: true → not set: requests with invalid headers reach the targets",
    ],
  },
  {
    layer: "models",
    before: service({ type: "LoadBalancer" }),
    lines: [
      "attention, outage: the load balancer of kubernetes_service_v1.api ends: the controller deletes it, and clients of its address get no answer",
    ],
  },
  {
    layer: "models",
    before: service({ type: "LoadBalancer" }),
    after: service({ type: "ClusterIP" }),
    lines: [
      "attention, outage: the load balancer of kubernetes_service_v1.api ends: the controller deletes it, and clients of its address get no answer",
    ],
  },
  {
    layer: "models",
    beside: { ...group, ...balancer() },
    before: binding,
    lines: [
      "attention, outage: helm_release.bindings ends: the pods of api leave the target group aws_lb_target_group.api, and clients of its load balancer get an error",
      "info: chart of release helm_release.bindings: ./charts/objects → none",
    ],
  },
  {
    layer: "models",
    beside: group,
    before: binding,
    lines: [
      "attention: helm_release.bindings ends: the pods of api leave the target group aws_lb_target_group.api, to which no load balancer of the stacks leads",
      "info: chart of release helm_release.bindings: ./charts/objects → none",
    ],
  },
  {
    layer: "network",
    beside: balancer(),
    before: listeners(80, 8080),
    after: listeners(80),
    lines: [
      "attention, outage: the load balancer aws_lb.main no longer listens on port 8080",
      "attention, outage: aws_lb_listener.on_8080 destroyed: connections to its port are refused",
    ],
  },
  {
    layer: "network",
    beside: balancer(),
    before: listeners(80, 443),
    after: listeners(80),
    lines: [
      "attention, outage: the load balancer aws_lb.main no longer listens on port 443: clients of HTTPS are refused, and requests over HTTP are in plain text",
      "attention, outage: aws_lb_listener.on_443 destroyed: connections to its port are refused",
    ],
  },
  {
    layer: "models",
    before: ingress({ "listen-ports": '[{"HTTP":80},{"HTTPS":443}]', "certificate-arn": "a" }),
    after: ingress({ "listen-ports": '[{"HTTP":80}]', "certificate-arn": "a" }),
    lines: [
      "attention, outage: the load balancer of kubernetes_ingress_v1.models no longer listens on port 443: clients of HTTPS are refused, and requests over HTTP are in plain text",
    ],
  },
];
