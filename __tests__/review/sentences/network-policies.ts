import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const LABELS = { app: "api" };
const METADATA = { name: "api", namespace: "models" };
const PORT = [{ protocol: "TCP", port: "443" }];

const pods = (spec: JsonObject = {}) => ({
  "kubernetes_deployment_v1.api": {
    metadata: METADATA,
    spec: { template: { metadata: { labels: LABELS }, spec } },
  },
});
const policy = (spec: JsonObject) => ({
  "kubernetes_network_policy_v1.api": {
    metadata: METADATA,
    spec: { pod_selector: { match_labels: LABELS }, ...spec },
  },
});
const ingress = (...from: JsonObject[]) =>
  policy({ policy_types: ["Ingress"], ingress: [{ from, ports: PORT }] });
const egress = (...to: JsonObject[]) => policy({ policy_types: ["Egress"], egress: [{ to, ports: PORT }] });
const range = (cidr: string) => ({ ip_block: { cidr } });
const podsIn = (namespace: string, labels: JsonObject) => ({
  namespace_selector: { match_labels: { "kubernetes.io/metadata.name": namespace } },
  pod_selector: { match_labels: labels },
});
const API = range("${data.kubernetes_service_v1.api.spec[0].cluster_ip}/32");
const KUBERNETES = {
  "data.kubernetes_service_v1.api": { metadata: { name: "kubernetes", namespace: "default" } },
};
const DENYING = {
  "kubernetes_network_policy_v1.all": {
    metadata: { name: "all", namespace: "models" },
    spec: { pod_selector: {}, policy_types: ["Ingress"] },
  },
};
const VPC = {
  "network/aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  "network/aws_subnet.a": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.0.0/24" },
};

/** Connections of pods that network policies allow. */
export const NETWORK_POLICY_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    beside: pods(),
    before: ingress(range("10.0.0.0/16")),
    lines: [
      "attention, less protection: no network policy limits the ingress of api any more: security groups alone do",
    ],
  },
  {
    layer: "models",
    beside: pods(),
    before: ingress(podsIn("jobs", { app: "batch" })),
    after: ingress(podsIn("jobs", { app: "batch" }), podsIn("web", {}), podsIn("web", { app: "ui" })),
    lines: [
      "attention: network policy kubernetes_network_policy_v1.api opens ingress of api: TCP 443 from pods of any labels in namespaces kubernetes.io/metadata.name=web, pods app=ui in namespaces kubernetes.io/metadata.name=web",
    ],
  },
  {
    layer: "models",
    beside: pods(),
    before: egress(range("10.0.0.0/16")),
    after: egress(range("10.0.0.0/16"), range("0.0.0.0/0")),
    lines: [
      "attention, more access: network policy kubernetes_network_policy_v1.api opens egress of api: TCP 443 to 0.0.0.0/0, the prefix list of S3, the prefix list of DynamoDB (the internet)",
    ],
  },
  {
    layer: "models",
    beside: { ...pods(), ...KUBERNETES },
    before: egress(range("10.0.0.0/16"), API),
    after: egress(range("10.0.0.0/16")),
    lines: [
      "attention: network policy kubernetes_network_policy_v1.api closes egress of api: TCP 443 to the Kubernetes API",
    ],
  },
  {
    layer: "models",
    beside: { ...pods({ automount_service_account_token: false }), ...KUBERNETES },
    before: egress(range("10.0.0.0/16"), API),
    after: egress(range("10.0.0.0/16")),
    lines: [
      "info: network policy kubernetes_network_policy_v1.api closes egress of api: TCP 443 to the Kubernetes API",
    ],
  },
  {
    layer: "models",
    beside: { ...VPC, ...pods() },
    before: egress(range("10.0.0.0/16"), range("192.0.2.0/24")),
    after: egress(range("10.0.0.0/16")),
    lines: [
      "attention, outage: network policy kubernetes_network_policy_v1.api closes egress of api: TCP 443 to 192.0.2.0/24",
    ],
  },
  {
    layer: "models",
    beside: { ...VPC, ...pods() },
    before: ingress(range("10.0.0.0/16"), range("192.0.2.0/24")),
    after: ingress(range("10.0.0.0/16")),
    lines: [
      "info: network policy kubernetes_network_policy_v1.api closes ingress of api: TCP 443 from 192.0.2.0/24",
    ],
  },
  {
    layer: "models",
    beside: pods(),
    before: DENYING,
    lines: [
      "attention, less protection: no network policy limits the ingress of api any more: security groups alone do",
      "attention, less protection: no network policy of namespace models selects all pods any more: a pod that no other policy selects is open",
    ],
  },
];
