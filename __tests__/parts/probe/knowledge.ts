import { type Caller } from "../../../src/evidence/caller-types";
import { ALL_CALLERS, callerOfChart } from "../../../src/evidence/callers";
import { CHART_FACTS, type ChartFacts } from "../../../src/evidence/charts";
import { CHART_VALUES } from "../../../src/evidence/chart-values";
import { type ChartValues } from "../../../src/evidence/chart-values";

const facts: ChartFacts = {
  title: "Probe",
  chart: "probe",
  version: "1.2.3",
  appVersion: "v1.2.3",
  repository: "https://charts.example.com",
  oldestKubernetes: { version: "1.30", source: "kubeVersion of the chart" },
  source: {
    repository: "example/probe",
    path: "charts/probe",
    tag: "v1.2.3",
    commit: "0".repeat(40),
    read: "2026-11-21",
    rendered: "2026-11-21",
  },
  images: [{ repository: "public.ecr.aws/probe/agent", tag: "v1.2.3" }],
  workloads: [
    {
      kind: "DaemonSet",
      name: "probe",
      nodes: "every",
      labels: { "app.kubernetes.io/name": "probe" },
      podSecurityLevel: "baseline",
      whyNotRestricted: ["no seccomp profile (agent)"],
      serviceAccount: "probe",
      containers: [{ name: "agent", values: { image: "image", resources: "resources" } }],
      values: { tolerations: "tolerations", serviceAccount: "serviceAccount.name" },
    },
  ],
  defaults: { tolerations: [], resources: {}, image: {}, serviceAccount: { create: true } },
  serviceAccounts: [{ name: "probe", createdIf: "serviceAccount.create" }],
  services: [{ name: "probe", port: 443, targetPort: 9555 }],
  webhooks: [
    {
      kind: "validating",
      name: "probes.example.com",
      failurePolicy: "Fail",
      targetPort: 9555,
      rules: ["core/services CREATE"],
    },
  ],
  controlPlanePorts: [9555],
  calls: [
    { service: "sqs", why: "sends reports" },
    { service: "sts", why: "exchanges its service account for a role" },
  ],
  policy: {
    source: "example/probe, docs/policy.json",
    statements: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: "arn:aws:sqs:*:*:probe-*" }],
  },
  rbac: { clusterRoles: 1, namespacedRoles: 0, notable: [] },
  crds: [{ plural: "probes", group: "example.com", versions: ["v1"] }],
};

const values: ChartValues = {
  version: "1.2.3",
  source: "values.yaml of the probe",
  read: "2026-11-20",
  values: {
    image: { repository: "text", tag: "text" },
    serviceAccount: { create: "boolean", name: "text" },
    tolerations: "list",
    resources: "mapping",
    queue: "text",
    logGroup: "text",
  },
};

/** Runs with the facts of the chart in the knowledge, and removes them afterwards. */
export function withKnowledge<T>(run: () => T): T {
  const charts = CHART_FACTS as Record<string, ChartFacts>;
  const documented = CHART_VALUES as Record<string, ChartValues>;
  const callers = ALL_CALLERS as Caller[];
  charts["probe"] = facts;
  documented["probe"] = values;
  callers.push(callerOfChart(facts));
  try {
    return run();
  } finally {
    callers.pop();
    Reflect.deleteProperty(charts, "probe");
    Reflect.deleteProperty(documented, "probe");
  }
}
