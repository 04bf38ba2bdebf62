import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type ChartPrograms, runChartFacts } from "../../../dev/chart-facts/command";
import { chartPrograms } from "../../../dev/chart-facts/programs";
import { type ChartFacts, type WorkloadFacts } from "../../../src/evidence/charts";
import { type ChartValues } from "../../../src/evidence/chart-values";
import { chartWorkloads } from "../../../src/infrastructure/kubernetes-charts";
import { type JsonObject } from "../../../src/terraform/stack-json";

const FIXTURES = resolve(__dirname, "../../dev/chart-facts");
const FACTS = "src/parts/sample/facts";
const COMMIT = "9".repeat(40);

let programs: ChartPrograms;
let scratch: string;
let archive: string;
let root: string;
let printed: string;
let facts: ChartFacts;
let values: ChartValues;

/** A repository with the facts of 1.2.0, and lines that name that version. */
function repository(): string {
  const folder = mkdtempSync(join(scratch, "repository-"));
  mkdirSync(join(folder, FACTS), { recursive: true });
  cpSync(join(FIXTURES, "facts-of-1.2.0.json"), join(folder, FACTS, "sample-1.2.0.json"));
  cpSync(join(FIXTURES, "values-of-1.2.0.json"), join(folder, FACTS, "sample-values.json"));
  writeFileSync(
    join(folder, "component.ts"),
    'const VERSION = "1.2.0";\n// Source: the chart 1.2.0\nconst other = "11.2.0";\n',
  );
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  execFileSync("git", ["add", "."], { cwd: folder });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

async function chartFacts(
  folder: string,
  ...args: readonly string[]
): Promise<{ status: number; output: string }> {
  let output = "";
  const write = (text: string): void => void (output += text);
  const props = { root: folder, today: "2026-11-30", programs: () => Promise.resolve(programs) };
  const status = await runChartFacts(args, props, { out: write, err: write });
  return { status, output };
}

const fail = (name: string): never => {
  throw new Error(`no workload ${name}`);
};

const workload = (name: string): WorkloadFacts =>
  facts.workloads.find((each) => each.name === name) ?? fail(name);

beforeAll(async () => {
  programs = await chartPrograms(process.env, (line) => console.log(line));
  scratch = mkdtempSync(join(tmpdir(), "chart-facts-test-"));
  execFileSync(programs.helm, ["package", join(FIXTURES, "sample"), "--destination", scratch]);
  archive = join(scratch, "sample-1.3.0.tgz");
  root = repository();
  const run = await chartFacts(root, "sample", "1.3.0", "--chart", archive, "--commit", COMMIT);
  printed = run.output;
  expect([run.status, printed]).toEqual([0, expect.stringContaining("sample 1.3.0")]);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, FACTS, file), "utf8"));
  facts = read("sample-1.3.0.json") as ChartFacts;
  values = read("sample-values.json") as ChartValues;
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("the file of the new version replaces that of the old one", () => {
  expect(existsSync(join(root, FACTS, "sample-1.2.0.json"))).toBe(false);
  expect(facts).toMatchObject({
    version: "1.3.0",
    appVersion: "1.3.0",
    oldestKubernetes: { version: "1.31" },
    source: { tag: "v1.3.0", commit: COMMIT, read: "2026-11-30" },
  });
});

test("hand-written fields are kept", () => {
  expect(facts).toMatchObject({ title: "Sample", lease: "sample-leader", calls: [{ service: "sts" }] });
  expect(workload("sample-agent")).toMatchObject({ nodes: "every", purpose: "it reads devices" });
});

test("images have the tag that is rendered, and those of tests are left out", () => {
  expect(facts.images).toEqual([
    { repository: "registry.example.com/sample", tag: "1.3.0", tags: { "1.36": "1.2.9" } },
    { repository: "registry.example.com/agent", tag: "2.0.0" },
  ]);
});

test("a Deployment names the values that set its fields", () => {
  expect(workload("sample").values).toEqual({
    replicas: "replicaCount",
    priorityClass: "priorityClassName",
    tolerations: "tolerations",
    nodeSelector: "nodeSelector",
    affinity: "affinity",
    podSecurityContext: "podSecurityContext",
    graceSeconds: "terminationGracePeriodSeconds",
    serviceAccount: "serviceAccount.name",
  });
  expect(workload("sample").containers).toEqual([
    {
      name: "manager",
      ports: ["webhook/9443/TCP", "unnamed/8080/TCP"],
      values: { image: "image", resources: "resources", securityContext: "securityContext" },
    },
  ]);
});

test("labels of nodes and affinity of a template are no defaults of values", () => {
  expect(workload("sample")).toMatchObject({
    labels: { app: "sample" },
    nodeSelector: { "kubernetes.io/os": "linux" },
    affinityIfUnset: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
  });
});

test("pods have the level at which the admission of Kubernetes accepts them, with the reasons", () => {
  expect(workload("sample")).toMatchObject({
    podSecurityLevel: "baseline",
    whyNotRestricted: ["no seccomp profile (manager)"],
  });
  expect(workload("sample-agent")).toMatchObject({
    podSecurityLevel: "privileged",
    whyNotBaseline: ["hostNetwork", "hostPath /dev/sample", "privileged (agent)"],
    hostNetwork: true,
  });
});

test("the switch beside a security context is a default, and no field of pods that the facts describe", () => {
  expect(facts.defaults).toMatchObject({ podSecurityContext: { enabled: true, runAsNonRoot: true } });
  const contextWith = (given: JsonObject) =>
    chartWorkloads(facts, given).find((each) => each.facts.name === "sample")?.podSecurityContext;
  expect(contextWith({})).toEqual({ runAsNonRoot: true });
  expect(contextWith({ podSecurityContext: { enabled: false } })).toEqual({});
});

test("a CSIDriver that the chart lacks is dropped, and an IngressClass in a list has the new controller", () => {
  expect(facts).not.toHaveProperty("csiDriver");
  expect(facts.ingressClass).toEqual({ controller: "example.com/sample", values: { name: "className" } });
});

test("a hook is a Job without labels", () => {
  expect(workload("sample-install")).toMatchObject({
    kind: "Job",
    hook: "pre-install,pre-upgrade",
    labels: {},
  });
});

test("defaults are those of the chart, at the paths of the facts", () => {
  expect(facts.defaults).toMatchObject({
    region: "",
    replicaCount: 2,
    image: { repository: "registry.example.com/sample", tag: "1.3.0" },
    agent: { image: "registry.example.com/agent:2.0.0", tolerations: [{ operator: "Exists" }] },
  });
});

test("a Service has the port that it names, and those of other pods are left out", () => {
  expect(facts.services).toEqual([{ name: "sample-webhook", port: 443, targetPort: 9443 }]);
});

test("a webhook names the values that change and remove it", () => {
  expect(facts.webhooks).toEqual([
    {
      kind: "validating",
      name: "items.example.com",
      failurePolicy: "Ignore",
      failurePolicyValue: "webhook.failurePolicy",
      unlessFalse: "webhook.enabled",
      targetPort: 9443,
      rules: ["example.com/items CREATE,UPDATE"],
      namespaceSelector: ["example.com/judged Exists"],
    },
  ]);
  expect(facts).toMatchObject({ controlPlanePorts: [9443], controlPlanePortValue: "webhook.port" });
});

test("a service account names the value that creates it", () => {
  expect(facts.serviceAccounts).toEqual([{ name: "sample", createdIf: "serviceAccount.create" }]);
  expect(facts.defaults).toMatchObject({ serviceAccount: { create: true } });
  expect(values.values).toMatchObject({ serviceAccount: { create: "boolean" } });
});

test("rights are counted by roles, and those on Secrets have their verbs", () => {
  expect(facts.rbac).toEqual({
    clusterRoles: 1,
    namespacedRoles: 0,
    notable: ["ClusterRole sample: core/secrets list,watch"],
  });
});

test("a definition has its schema without descriptions, and without the parts that the old one leaves out", () => {
  expect(facts.crds).toEqual([
    {
      plural: "items",
      group: "example.com",
      versions: ["v1"],
      kind: "Item",
      scope: "Namespaced",
      stored: "v1",
      spec: {
        type: "object",
        properties: {
          description: { type: "string" },
          template: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        },
      },
    },
  ]);
  expect(facts).toMatchObject({ crdsInTemplates: true, crdsKept: true });
});

test("a value that a template prints without quotes is found, and one with quotes is not", () => {
  expect(facts.plainValues).toContain("region");
  expect(facts.plainValues).not.toContain("image.tag");
});

test("a budget of every Deployment is found", () => {
  expect(facts.podDisruptionBudget).toBe("podDisruptionBudget");
  expect(facts.defaults).toMatchObject({ podDisruptionBudget: { maxUnavailable: 1 } });
  expect(facts.defaults["podDisruptionBudget"]).not.toHaveProperty("annotations");
});

test("documented values have the types of the defaults, and the values that the facts name", () => {
  expect(values).toMatchObject({ version: "1.3.0", source: "`values.yaml` of the chart at v1.3.0" });
  expect(values.values).toMatchObject({
    region: "text",
    replicaCount: "number",
    nodeSelector: "mapping",
    agent: { resources: "mapping" },
    webhook: { port: "number", certificate: "text" },
  });
});

test("the differences, values that the chart lacks, and lines with the old version are printed", () => {
  expect(printed).toContain('webhooks[validating items.example.com].failurePolicy: "Fail" -> "Ignore"');
  expect(printed).toContain('rbac.notable["ClusterRole sample: core/secrets get"]');
  expect(printed).toContain("the chart does not name webhook.certificate");
  expect(printed).toMatch(
    /1 line with 1\.2\.0 as a value[^]*component\.ts:1[^]*1 line with 1\.2\.0 as a source[^]*component\.ts:2/,
  );
  expect(printed).not.toContain("11.2.0");
});

test("facts that were just written equal the chart", async () => {
  const { status, output } = await chartFacts(root, "sample", "1.3.0", "--chart", archive, "--check");
  expect([status, output]).toEqual([0, expect.stringContaining("0 differences")]);
});

test("fails when a fact is not that of the chart", async () => {
  const folder = mkdtempSync(join(scratch, "faulty-"));
  cpSync(root, folder, { recursive: true });
  const file = join(folder, FACTS, "sample-1.3.0.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("core/secrets list,watch", "core/secrets list"));
  const { status, output } = await chartFacts(folder, "sample", "1.3.0", "--chart", archive, "--check");
  expect([status, output]).toEqual([1, expect.stringContaining("core/secrets list,watch")]);
});

test("fails when the package is that of another version", async () => {
  const { status, output } = await chartFacts(root, "sample", "1.4.0", "--chart", archive);
  expect([status, output]).toEqual([
    1,
    expect.stringContaining("got chart sample 1.3.0, expected chart sample 1.4.0"),
  ]);
});

test("fails when a new version has no commit, and writes nothing", async () => {
  const folder = repository();
  const { status, output } = await chartFacts(folder, "sample", "1.3.0", "--chart", archive);
  expect([status, output]).toEqual([1, expect.stringContaining("--commit: got none")]);
  expect(existsSync(join(folder, FACTS, "sample-1.2.0.json"))).toBe(true);
});

test("fails when the tag of a new version does not follow from the old one, and writes nothing", async () => {
  const folder = repository();
  const file = join(folder, FACTS, "sample-1.2.0.json");
  writeFileSync(file, readFileSync(file, "utf8").replace('"tag": "v1.2.0"', '"tag": "v0.0.7"'));
  const given = ["sample", "1.3.0", "--chart", archive, "--commit", COMMIT];
  const { status, output } = await chartFacts(folder, ...given);
  expect([status, output]).toEqual([1, expect.stringContaining("--tag: got none")]);
  expect(existsSync(file)).toBe(true);
});

test("no line of the repository has to name the old version", async () => {
  const folder = repository();
  rmSync(join(folder, "component.ts"));
  const given = ["sample", "1.3.0", "--chart", archive, "--commit", COMMIT];
  const { status, output } = await chartFacts(folder, ...given);
  expect([status, output]).toEqual([0, expect.stringContaining("0 lines with 1.2.0 as a value")]);
});

test("fails when no part has facts of the chart", async () => {
  const { status, output } = await chartFacts(root, "other", "1.0.0", "--chart", archive);
  expect([status, output]).toEqual([1, expect.stringContaining("got no facts of other")]);
});
