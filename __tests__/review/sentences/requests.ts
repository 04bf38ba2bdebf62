import { type SentenceCase } from "./case";

const deployment = (port: number) => ({
  "models/kubernetes_deployment_v1.api": {
    metadata: { name: "api", namespace: "models" },
    spec: { template: { spec: { container: [{ name: "api", port: [{ container_port: port }] }] } } },
  },
});
const rule = (port: number) => ({
  [`network/aws_vpc_security_group_ingress_rule.on_${port}`]: {
    security_group_id: "sg-0123456789abcdef0",
    cidr_ipv4: "10.0.0.0/8",
    ip_protocol: "tcp",
    from_port: port,
    to_port: port,
  },
});

/** Requests to pods that run while the change is applied. */
export const REQUEST_SENTENCES: readonly SentenceCase[] = [
  {
    before: deployment(8080),
    after: deployment(8081),
    lines: [
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.port.container_port",
      "attention: port of kubernetes_deployment_v1.api: 8080 → 8081; the program of the image has to listen on it",
    ],
  },
  {
    before: { ...deployment(8080), ...rule(8080) },
    after: { ...deployment(8081), ...rule(8081) },
    lines: [
      "attention, more access: opened: 10.0.0.0/8 → sg-0123456789abcdef0, TCP 8081, by aws_vpc_security_group_ingress_rule.on_8081",
      "attention, outage: closed: 10.0.0.0/8 → sg-0123456789abcdef0, TCP 8080, by aws_vpc_security_group_ingress_rule.on_8080: who connects from there is cut off",
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in container.port.container_port",
      "attention, outage: port of kubernetes_deployment_v1.api: 8080 → 8081; running pods listen on the old port, whose rules the change removes: clients get no answer until the rollout ends",
    ],
  },
];
