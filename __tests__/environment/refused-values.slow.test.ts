import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Document, type Pair, isCollection, isScalar, parseDocument, visit } from "yaml";
import { readEnvironments } from "../../src/environment/load";
import { formatPath, formatProblem } from "../../src/environment/problems";
import { environmentSchema } from "../../src/parts/environment-schema";
import { environmentRules } from "../../src/synth/inputs";
import { runsOf } from "../support/covering-sample";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

const folder = mkdtempSync(join(tmpdir(), "refused-values-"));
afterAll(() => rmSync(folder, { recursive: true }));

const FILES = [
  ...readdirSync("examples")
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join("examples", name)),
  "__tests__/real/terraform/every-option/every-option.yaml",
];
const TEXTS = FILES.map((file) => readFileSync(file, "utf8")).filter((text) => !/^extends:/m.test(text));

function problemsOf(text: string, withRules: boolean): string[] {
  writeFileSync(join(folder, "prod.yaml"), text);
  const request = { directory: folder, schema: environmentSchema, derived: withLlmDefaults };
  return readEnvironments(withRules ? { ...request, rules: environmentRules } : request).problems.map(
    formatProblem,
  );
}

/** Every key of a document with its value, in the order of the file. */
function pairsOf(document: Document): Pair[] {
  const pairs: Pair[] = [];
  visit(document, { Pair: (_, pair) => void pairs.push(pair) });
  return pairs;
}

/** Ways to make a key or its value one that the schema refuses. */
const FAULTS: readonly ((pair: Pair) => void)[] = [
  (pair) => {
    pair.value = { unknown: [1] };
  },
  (pair) => {
    pair.value = isCollection(pair.value) ? "text" : [[]];
  },
  (pair) => {
    if (isScalar(pair.key)) pair.key.value = `${String(pair.key.value)}__`;
  },
];

const withFaults = (
  text: string,
  faults: readonly { readonly at: number; readonly kind: number }[],
): string => {
  const document = parseDocument(text);
  const pairs = pairsOf(document);
  for (const { at, kind } of faults) {
    const pair = pairs[at % pairs.length];
    if (pair) FAULTS[kind % FAULTS.length]?.(pair);
  }
  return document.toString();
};

test("the environments have no problem before a fault", () => {
  expect(TEXTS.length).toBeGreaterThan(3);
  expect(TEXTS.flatMap((text) => problemsOf(text, true))).toEqual([]);
});

test("no rule reports an environment whose only faults are values or keys that the schema refuses", () => {
  const fault: fc.Arbitrary<{ at: number; kind: number }> = fc.record({
    at: fc.nat(400),
    kind: fc.nat(FAULTS.length - 1),
  });
  let refused = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...TEXTS),
      fc.array(fault, { minLength: 1, maxLength: 3 }),
      (text, faults) => {
        // A name of the user's own, such as that of a node group, has no form that the schema refuses.
        const refusals = faults.filter((each) => problemsOf(withFaults(text, [each]), false).length > 0);
        const faulty = withFaults(text, refusals);
        const expected = problemsOf(faulty, false);
        if (expected.length > 0) refused += 1;
        expect(problemsOf(faulty, true)).toEqual(expected);
      },
    ),
    { numRuns: runsOf({ whole: 400, gate: 200 }) },
  );
  expect(refused).toBeGreaterThan(runsOf({ whole: 300, gate: 150 }));
});

/** An environment in which each of these rules finds a problem, with the values that the rule needs. */
const BROKEN = {
  account: "111122223333",
  region: "eu-west-1",
  project: "demo",
  owner: "platform",
  repository: "example/demo",
  namespace: "kube-models",
  network: { vpcCidr: "127.0.0.0/16", egress: "none" },
  cluster: {
    version: "1.36",
    admins: ["arn:aws-us-gov:iam::111122223333:role/admin", "arn:aws:iam::999999999999:role/other"],
    nodeGroups: { general: { minPerZone: 3, maxPerZone: 2 } },
    apiAccess: { publicCidrs: ["0.0.0.0/1", "10.0.0.0/16"] },
  },
  modelBucket: { kmsKeyArn: "arn:aws:kms:eu-west-2:111122223333:key/0a1b2c3d-0000-4000-8000-111122223333" },
  entry: {
    type: "ingress",
    httpOnly: true,
    host: "a.example.com",
    alsoHosts: ["a.example.com"],
    clientCidrs: ["0.0.0.0/1"],
  },
  components: { kserve: {}, "gpu-metrics": {} },
  models: [
    {
      name: "first",
      image: { tag: "1", repository: "ghcr.io/acme/first" },
      port: 8000,
      alsoPorts: [8000],
      paths: ["/a"],
      cpuRequest: "2",
      cpuLimit: "1",
      memoryRequest: "2Gi",
      memoryLimit: "1Gi",
      tmpMiB: 900,
      ephemeralStorage: "1Mi",
      replicas: { min: 3, max: 2 },
      nodeGroup: "missing",
      secrets: ["a/b", "a_b"],
    },
    { name: "second", image: { tag: "1" }, paths: ["/a/"], metricsPath: "/metrics" },
  ],
};

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  "components.kserve": [],
  "components.gpu-metrics": [],
  namespace: [],
  "network.vpcCidr": [],
  "cluster.admins[0]": ["region", "account"],
  "cluster.admins[1]": ["region", "account"],
  "cluster.nodeGroups.general.maxPerZone": ["cluster.nodeGroups.general.minPerZone"],
  "cluster.apiAccess.publicCidrs[0]": [],
  "modelBucket.kmsKeyArn": ["region"],
  "entry.alsoHosts[0]": ["entry.host", "entry.type"],
  "entry.clientCidrs[0]": ["entry.scheme", "entry.type"],
  "models[0].alsoPorts[0]": ["models[0].port"],
  "models[0].cpuLimit": ["models[0].cpuRequest"],
  "models[0].memoryLimit": ["models[0].memoryRequest"],
  "models[0].ephemeralStorage": ["models[0].tmpMiB", "models[0].modelCacheMiB"],
  "models[0].replicas.max": ["models[0].replicas.min"],
  "models[0].nodeGroup": ["cluster.nodeGroups"],
  "models[0].secrets[1]": ["models[0].secrets"],
  "models[0].image.repository": ["network.egress", "components"],
  "models[1].paths[0]": ["models[0].paths", "models[0].name", "entry.type"],
  "models[1].metricsPath": ["prometheusRelease", "components"],
};

const ruleProblemsOf = (environment: object): string[] => {
  const text = JSON.stringify(environment);
  const others = new Set(problemsOf(text, false));
  return problemsOf(text, true).filter((line) => !others.has(line));
};

/** Paths that a rule reports, as in messages. */
const reportedIn = (environment: object): string[] =>
  ruleProblemsOf(environment).flatMap((line) => /prod\.yaml:\d+:\d+ (\S+): got/.exec(line)?.[1] ?? []);

function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== "object") return [path];
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function withRefused(path: readonly (string | number)[]): object {
  const copy = structuredClone(BROKEN);
  let holder = copy as unknown as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) holder = holder[step] as typeof holder;
  holder[path[path.length - 1] ?? ""] = { unknown: [1] };
  return copy;
}

const touches = (a: string, b: string): boolean =>
  a === b || [".", "["].some((next) => a.startsWith(`${b}${next}`) || b.startsWith(`${a}${next}`));

test("the broken environment has each of these problems", () => {
  expect(reportedIn(BROKEN)).toEqual(expect.arrayContaining(Object.keys(NEEDS)));
});

test.each(pathsIn(BROKEN).map((path) => [formatPath(path), path] as const))(
  "a refused %s hides no problem of a rule that does not need it",
  (name, path) => {
    const reported = reportedIn(withRefused(path));
    const expected = Object.entries(NEEDS).filter(
      ([problem, needs]) => ![problem, ...needs].some((each) => touches(each, name)),
    );
    expect(reported).toEqual(expect.arrayContaining(expected.map(([problem]) => problem)));
  },
);
