import { type SentenceCase } from "./case";

const NAMESPACE = "kubernetes_namespace_v1.tools";
const namespace = (level?: string) => ({
  [NAMESPACE]: {
    metadata: {
      name: "tools",
      labels: level === undefined ? {} : { "pod-security.kubernetes.io/enforce": level },
    },
  },
});

const APPLICATION = {
  kind: "Application",
  metadata: { name: "tools" },
  spec: { destination: { server: "https://kubernetes.default.svc", namespace: "tools" } },
};
const application = {
  "helm_release.tools": {
    chart: "./charts/objects",
    values: [JSON.stringify({ resources: [APPLICATION] })],
  },
};

/** Namespaces, the pods that they admit, and what is deleted with one. */
export const NAMESPACE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "platform",
    after: namespace("privileged"),
    lines: ["attention: new namespace tools admits privileged pods, which can have the rights of their node"],
  },
  {
    layer: "platform",
    after: namespace(),
    lines: ["attention: new namespace tools admits privileged pods, which can have the rights of their node"],
  },
  {
    layer: "platform",
    beside: application,
    before: namespace("restricted"),
    lines: ["attention, outage: outage: namespace tools is deleted with everything that Argo CD made there"],
  },
  {
    layer: "platform",
    before: namespace("restricted"),
    lines: ["attention: namespace tools is deleted with everything in it"],
  },
  {
    layer: "platform",
    before: namespace("restricted"),
    after: namespace("baseline"),
    lines: [
      "attention: pods that namespace tools admits: restricted → baseline; pods with more rights start",
    ],
  },
  {
    layer: "platform",
    before: namespace("baseline"),
    after: namespace("restricted"),
    lines: [
      "attention: pods that namespace tools admits: baseline → restricted; running pods stay, and pods that do not meet it no longer start",
    ],
  },
  {
    layer: "platform",
    before: namespace("baseline"),
    after: namespace(),
    lines: ["attention: pods that namespace tools admits: baseline → not set; pods with more rights start"],
  },
];
