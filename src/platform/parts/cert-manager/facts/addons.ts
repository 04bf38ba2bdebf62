import { type AddonFacts, type AddonPods } from "../../../../proof/facts/addons";

const deployment = (name: string, component: string, application: string): AddonPods => ({
  kind: "Deployment",
  name,
  namespace: "cert-manager",
  serviceAccount: name,
  labels: {
    "app.kubernetes.io/name": application,
    "app.kubernetes.io/instance": "cert-manager",
    "app.kubernetes.io/component": component,
  },
  count: 1,
  cpuMillis: 0,
  memoryMiB: 0,
  priorityClass: "",
  tolerations: [],
  confirmed: false,
  source:
    "cert-manager/cert-manager, chart v1.21.1, which sets no requests, rendered on 2026-11-20 (labels and number by its defaults, not confirmed); pods of the add-on were not seen",
});

const WEBHOOK = {
  name: "webhook.cert-manager.io",
  failurePolicy: "Fail",
  deployment: "cert-manager-webhook",
  source:
    "cert-manager/cert-manager, chart v1.21.1, rendered on 2026-11-20; the add-on was not seen (read 2026-11-23)",
} as const;

export const ADDONS: Readonly<Record<string, AddonFacts>> = {
  "cert-manager": {
    pods: [
      deployment("cert-manager", "controller", "cert-manager"),
      deployment("cert-manager-webhook", "webhook", "webhook"),
      deployment("cert-manager-cainjector", "cainjector", "cainjector"),
    ],
    kinds: {
      names: [
        ...["challenges.acme.cert-manager.io", "orders.acme.cert-manager.io"],
        ...["certificaterequests.cert-manager.io", "certificates.cert-manager.io"],
        ...["clusterissuers.cert-manager.io", "issuers.cert-manager.io"],
      ],
      source: "cert-manager/cert-manager, chart v1.21.1, rendered on 2026-11-20; the add-on was not seen",
    },
    webhooks: [
      {
        ...WEBHOOK,
        kind: "mutating",
        rules: ["cert-manager.io/certificaterequests CREATE"],
      },
      {
        ...WEBHOOK,
        kind: "validating",
        rules: ["cert-manager.io,acme.cert-manager.io/* CREATE,UPDATE"],
      },
    ],
  },
};
