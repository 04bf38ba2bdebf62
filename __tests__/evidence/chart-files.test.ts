import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "../../src/base/zod";
import { chartValue, chartWorkloads } from "../../src/infrastructure/kubernetes-charts";
import { ImageReference } from "../../src/infrastructure/kubernetes-images";
import { weakenedBy } from "../../src/checks/workload/weakened-pods";
import { CHART_FACTS, type ChartFacts, privilegedReason } from "../../src/evidence/charts";
import { CHART_VALUES } from "../../src/evidence/chart-values";

const FOLDER = join(__dirname, "../../src/parts");
const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  /\/facts\/.+-v?\d+\.\d+\.\d+\.json$/.test(file),
);
const charts: [string, ChartFacts][] = Object.entries(CHART_FACTS);

const name = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
const path = z.string().regex(/^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*$/);
const level = z.enum(["privileged", "baseline", "restricted"]);
const reasons = z.array(z.string().min(1)).min(1);
const port = z.int().min(1).max(65_535);
const json = z.record(z.string(), z.json());

const container = z.strictObject({
  name,
  init: z.literal(true).optional(),
  privileged: z.literal(true).optional(),
  securityContext: json.optional(),
  values: z.strictObject({
    image: path,
    tag: path.optional(),
    resources: path,
    securityContext: path.optional(),
  }),
  ports: z.array(z.string().regex(/^[a-z0-9-]+\/\d+\/(TCP|UDP)$/)).optional(),
});

const workload = z.strictObject({
  kind: z.enum(["Deployment", "DaemonSet", "StatefulSet", "Job"]),
  name,
  hook: z.string().optional(),
  createdByOperatorIf: path.optional(),
  nodes: z.enum(["every", "gpu", "mps"]).optional(),
  labels: z.record(z.string(), z.string()),
  podSecurityLevel: level,
  purpose: z.string().optional(),
  whyNotBaseline: reasons.optional(),
  whyNotRestricted: z.array(z.string().min(1)),
  hostPID: z.literal(true).optional(),
  hostNetwork: z.literal(true).optional(),
  serviceAccount: name,
  nodeSelector: z.record(z.string(), z.string()).optional(),
  affinityIfUnset: json.optional(),
  containers: z.array(container).min(1),
  values: z.strictObject({
    replicas: path.optional(),
    priorityClass: path.optional(),
    tolerations: path.optional(),
    nodeSelector: path.optional(),
    affinity: path.optional(),
    spread: path.optional(),
    podSecurityContext: path.optional(),
    graceSeconds: path.optional(),
    serviceAccount: path.optional(),
  }),
});

const webhook = z.strictObject({
  kind: z.enum(["mutating", "validating"]),
  name: z.string(),
  failurePolicy: z.enum(["Fail", "Ignore"]),
  failurePolicyValue: path.optional(),
  unlessFalse: path.optional(),
  unlessTrue: path.optional(),
  targetPort: port,
  rules: reasons,
  namespaceSelector: reasons.optional(),
  objectSelector: reasons.optional(),
});

const FACTS = z.strictObject({
  title: z.string().min(3),
  chart: name,
  version: z.string().regex(/^v?\d+\.\d+\.\d+$/),
  appVersion: z.string().optional(),
  repository: z.url(),
  oldestKubernetes: z.strictObject({ version: z.string().regex(/^1\.\d+$/), source: z.string().min(10) }),
  source: z.strictObject({
    repository: z.string().regex(/^[\w-]+\/[\w-]+$/),
    path: z.string(),
    tag: z.string(),
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    read: z.iso.date(),
    rendered: z.string().regex(/^\d{4}-\d\d-\d\d, Helm /),
    note: z.string().min(10).optional(),
    values: json.optional(),
  }),
  images: z.array(
    z.strictObject({
      repository: z.string(),
      tag: z.string(),
      hook: z.literal(true).optional(),
      tags: z.record(z.string().regex(/^1\.\d+$/), z.string()).optional(),
    }),
  ),
  // A chart of definitions has neither.
  workloads: z.array(workload),
  defaults: json,
  serviceAccounts: z.array(z.strictObject({ name, hook: z.string().optional(), createdIf: path.optional() })),
  services: z.array(z.strictObject({ name, port, targetPort: port })),
  webhooks: z.array(webhook),
  controlPlanePorts: z.array(port),
  controlPlanePortValue: path.optional(),
  calls: z.array(
    z.strictObject({
      service: z.string().regex(/^[a-z0-9.-]+$/),
      why: z.string().min(3),
      unlessFalse: path.optional(),
      onlyIf: z.string().min(3).optional(),
    }),
  ),
  policy: z
    .strictObject({
      source: z.string().min(10),
      statements: z
        .array(
          z.strictObject({
            Effect: z.literal("Allow"),
            Action: z.array(z.string().regex(/^[a-z0-9-]+:[A-Z]\w+\*?$/)).min(1),
            Resource: z.union([z.string(), z.array(z.string())]),
            Condition: json.optional(),
          }),
        )
        .min(1),
      restricted: z.array(z.string().regex(/^[a-z0-9-]+:[A-Z]\w+\*?$/)).optional(),
      optional: z.literal(true).optional(),
    })
    .optional(),
  rbac: z.strictObject({
    clusterRoles: z.int(),
    namespacedRoles: z.int(),
    notable: z.array(z.string()),
  }),
  crdsKept: z.literal(true).optional(),
  lease: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
    .optional(),
  plainValues: z.array(path).min(1).optional(),
  csiDriver: z
    .strictObject({
      name: z.string(),
      spec: json,
      values: z.strictObject({ requiresRepublish: path, tokenRequests: path }),
      tokensInSecretsSince: z.string().regex(/^1\.\d+$/),
    })
    .optional(),
  ingressClass: z
    .strictObject({
      controller: z.string(),
      values: z.strictObject({ name: path, create: path, createParams: path }),
    })
    .optional(),
  claims: z.array(z.strictObject({ name, template: path, replicas: path })).optional(),
  podDisruptionBudget: path.optional(),
  crdsUpgradedByHook: z.literal(true).optional(),
  crdsInTemplates: z.literal(true).optional(),
  crds: z.array(
    z.strictObject({
      plural: z.string(),
      group: z.string(),
      versions: z.array(z.string()).min(1),
      kind: z.string().optional(),
      scope: z.enum(["Namespaced", "Cluster"]).optional(),
      stored: z.string().optional(),
      spec: json.optional(),
    }),
  ),
});

test("every file of facts is read", () => {
  expect(files).not.toEqual([]);
  expect(charts.map(([, { chart, version }]) => `${chart}-${version}.json`).sort()).toEqual(
    files.map((file) => basename(file)).sort(),
  );
});

const valueType: z.ZodType = z.union([
  z.enum(["text", "number", "boolean", "list", "mapping"]),
  z.lazy(() => valueTypes.refine((each) => Object.keys(each).length > 0)),
]);
const valueTypes = z.record(z.string(), valueType);

const VALUES = z.strictObject({
  version: z.string().regex(/^v?\d+\.\d+\.\d+$/),
  source: z.string().min(1),
  read: z.iso.date(),
  note: z.string().min(1).optional(),
  values: valueTypes,
});

test.each(charts.map(([chart]) => chart))("the documented values of %s have a source and types", (chart) => {
  expect(VALUES.safeParse(CHART_VALUES[chart]).error?.issues).toBeUndefined();
});

test.each(files)("%s has the fields of facts, and no other", (file) => {
  const facts = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as unknown;
  expect(FACTS.safeParse(facts).error?.issues).toBeUndefined();
});

test.each(charts)(
  "%s: each path of a value is documented, with a default if the object needs one",
  (_, facts) => {
    const documented = CHART_VALUES[facts.chart]?.values ?? {};
    const paths = facts.workloads.flatMap(({ values, containers }) => [
      ...Object.values(values),
      ...containers.flatMap((each) => Object.values(each.values)),
    ]);
    paths.push(...Object.values({ ...facts.csiDriver?.values, ...facts.ingressClass?.values }));
    const switches = facts.calls.flatMap(({ unlessFalse }) => unlessFalse ?? []);
    expect(switches.filter((each) => chartValue(documented, each) !== "boolean")).toEqual([]);
    const portValue = facts.controlPlanePortValue;
    if (portValue !== undefined) expect(chartValue(documented, portValue)).toBe("number");
    paths.push(...(facts.podDisruptionBudget === undefined ? [] : [facts.podDisruptionBudget]));
    if (facts.workloads.length > 0) expect(paths.length).toBeGreaterThan(2);
    expect(paths.filter((each) => chartValue(documented, each) === undefined)).toEqual([]);
    const withoutDefault = paths.filter((each) => chartValue(facts.defaults, each) === undefined);
    // The chart computes the name of a service account from that of the release; Kubernetes has its own default for the others.
    const OPTIONAL = /(^|\.)(serviceAccount\.name|priorityClassName|terminationGracePeriodSeconds)$/;
    expect(withoutDefault.filter((each) => !OPTIONAL.test(each))).toEqual([]);
  },
);

test.each(charts)(
  "%s: the value that creates a service account is documented, and true by default",
  (_, facts) => {
    const switches = facts.serviceAccounts.flatMap(({ createdIf }) => createdIf ?? []);
    const documented = CHART_VALUES[facts.chart]?.values ?? {};
    expect(switches.filter((path) => chartValue(documented, path) !== "boolean")).toEqual([]);
    expect(switches.filter((path) => chartValue(facts.defaults, path) !== true)).toEqual([]);
  },
);

test.each(charts)("%s: the images of its workloads are its images", (_, facts) => {
  const { images } = facts;
  const used = chartWorkloads(facts, {}, true).flatMap(({ containers }) =>
    containers.map(({ image }) => ImageReference.parse(image).text),
  );
  expect([...new Set(used)].sort()).toEqual(
    images.map(({ repository, tag }) => ImageReference.parse(`${repository}:${tag}`).text).sort(),
  );
});

test.each(charts)(
  "%s: a workload is privileged exactly if it has reasons against baseline",
  (_, { workloads }) => {
    for (const each of workloads) {
      expect(each.podSecurityLevel === "privileged").toBe(each.whyNotBaseline !== undefined);
      expect(each.podSecurityLevel === "privileged").toBe(each.purpose !== undefined);
      expect(each.podSecurityLevel === "restricted").toBe(each.whyNotRestricted.length === 0);
      expect(privilegedReason(each)?.endsWith(": ") ?? false).toBe(false);
      // Each kind of reason appears in the text.
      expect(privilegedReason(each)?.includes("host paths") ?? false).toBe(
        each.whyNotBaseline?.some((why) => why.startsWith("hostPath")) ?? false,
      );
      expect(privilegedReason(each)?.endsWith("capabilities") ?? false).toBe(
        each.whyNotBaseline?.some((why) => why.startsWith("adds ")) ?? false,
      );
      expect(privilegedReason(each)?.includes("privileged container") ?? false).toBe(
        each.containers.some(({ privileged }) => privileged === true),
      );
    }
  },
);

test.each(charts)(
  "%s: with its default values, no container weakens a workload that is restricted",
  (_, facts) => {
    const restricted = chartWorkloads(facts, {}).filter(
      (each) => each.facts.podSecurityLevel === "restricted",
    );
    expect(restricted.flatMap(weakenedBy)).toEqual([]);
  },
);

/** Ports of charts that serve an API of the cluster (kedacore/charts v2.20.2, `keda/templates/metrics-server/apiservice.yaml`, read 2026-11-28). */
const API_PORTS: Readonly<Record<string, readonly number[]>> = { keda: [6443] };

test.each(charts)(
  "%s: the control plane reaches the ports of its webhooks and APIs",
  (_, { webhooks, ...facts }) => {
    const ports = [
      ...new Set([...(API_PORTS[facts.chart] ?? []), ...webhooks.map(({ targetPort }) => targetPort)]),
    ];
    expect(facts.controlPlanePorts).toEqual(ports);
    const served = facts.services.map(({ targetPort }) => targetPort);
    expect(ports.filter((port) => !served.includes(port))).toEqual([]);
  },
);

test.each(charts)("%s: each port of a Service is a port of a container", (_, { workloads, services }) => {
  const open = workloads.flatMap(({ containers }) => containers.flatMap(({ ports = [] }) => ports));
  const closed = services.filter(({ targetPort }) => !open.some((each) => each.includes(`/${targetPort}/`)));
  expect(closed).toEqual([]);
});

test.each(charts)("%s: the service account of each workload is one of the chart", (_, facts) => {
  // Kubernetes creates the account `default` in each namespace.
  const accounts = ["default", ...facts.serviceAccounts.map((account) => account.name)];
  expect(
    facts.workloads.map(({ serviceAccount }) => serviceAccount).filter((each) => !accounts.includes(each)),
  ).toEqual([]);
});
