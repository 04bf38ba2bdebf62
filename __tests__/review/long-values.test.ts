import { stringify } from "yaml";
import { fromTo, plain } from "../../src/review/stages/phrase";
import { type JsonObject } from "../../src/terraform/stack-json";
import { base64, compare } from "./long-values";

/** The edits as a page shows them. */
const shown = (type: string, before: JsonObject, after: JsonObject): string[] =>
  compare(type, before, after).map((edit) => `${edit.path}: ${plain(fromTo(edit))}`);

const RULES = (rules: readonly JsonObject[]): JsonObject => ({
  resources: [
    { kind: "PrometheusRule", metadata: { name: "models" }, spec: { groups: [{ name: "models", rules }] } },
  ],
});
const [UP, DOWN]: [JsonObject, JsonObject] = [
  { alert: "Up", expr: "up == 1", for: "5m" },
  { alert: "Down", expr: "up == 0", for: "5m", labels: { severity: "critical" } },
];

const MIME = (script: string, config: string): string =>
  [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="//"',
    "",
    "--//",
    "Content-Type: application/node.eks.aws",
    "",
    config,
    "--//",
    "Content-Type: text/x-shellscript",
    "",
    script,
    "--//--",
    "",
  ].join("\n");

const NODE_CONFIG = (pods: number): string =>
  `apiVersion: node.eks.aws/v1alpha1\nspec:\n  kubelet:\n    config:\n      maxPods: ${pods}\n`;

interface Known {
  readonly name: string;
  readonly type: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly edits: readonly string[];
}

const KNOWN: readonly Known[] = [
  {
    name: "Helm values as JSON",
    type: "helm_release",
    before: { values: ['{"image":{"tag":"v1"},"replicas":2}'] },
    after: { values: ['{"image":{"tag":"v2"},"replicas":2}'] },
    edits: ["values.image.tag: v1 → v2"],
  },
  {
    name: "Helm values as YAML",
    type: "helm_release",
    before: { values: ["image:\n  tag: v1\nreplicas: 2\n"] },
    after: { values: ["image:\n  tag: v1\nreplicas: 3\n"] },
    edits: ["values.replicas: 2 → 3"],
  },
  {
    name: "several texts of Helm values",
    type: "helm_release",
    before: { values: ['{"a":1}', "b:\n  c: 1\n"] },
    after: { values: ['{"a":1}', "b:\n  c: 2\n"] },
    edits: ["values[1].b.c: 1 → 2"],
  },
  {
    name: "a further text of Helm values",
    type: "helm_release",
    before: { values: ['{"a":1}'] },
    after: { values: ['{"a":1}', '{"b":2}'] },
    edits: ['values[1]: not set → {"b":2}'],
  },
  {
    name: "a set block",
    type: "helm_release",
    before: { set: [{ name: "image.tag", value: "v1" }] },
    after: { set: [{ name: "image.tag", value: "v2" }] },
    edits: ["set.value: v1 → v2"],
  },
  {
    name: "an expression of an alert rule",
    type: "helm_release",
    before: { values: [JSON.stringify(RULES([UP, DOWN]))] },
    after: { values: [JSON.stringify(RULES([UP, { ...DOWN, for: "1h" }]))] },
    edits: ["values.resources.spec.groups.rules[Down].for: 5m → 1h"],
  },
  {
    name: "an alert rule in a file of a ConfigMap",
    type: "kubernetes_config_map_v1",
    before: { data: { "rules.yml": stringify({ groups: [{ name: "a", rules: [UP, DOWN] }] }) } },
    after: { data: { "rules.yml": stringify({ groups: [{ name: "a", rules: [DOWN] }] }) } },
    edits: [`data.rules.yml.groups.rules[Up]: ${JSON.stringify(UP)} → not set`],
  },
  {
    name: "a query of a dashboard",
    type: "kubernetes_config_map_v1",
    before: {
      data: {
        "a.json": JSON.stringify({
          panels: [
            { id: 1, title: "One", targets: [{ refId: "A", expr: "a" }] },
            { id: 2, title: "Two", targets: [] },
          ],
        }),
      },
    },
    after: {
      data: {
        "a.json": JSON.stringify({
          panels: [
            { id: 1, title: "One", targets: [{ refId: "A", expr: "b" }] },
            { id: 2, title: "Two", targets: [] },
          ],
        }),
      },
    },
    edits: ["data.a.json.panels[One].targets.expr: a → b"],
  },
  {
    name: "a TOML file",
    type: "kubernetes_config_map_v1",
    before: { data: { "a.toml": '[settings.kubernetes]\nmax-pods = 58\nx = "y"\n' } },
    after: { data: { "a.toml": '[settings.kubernetes]\nmax-pods = 110\nx = "y"\n' } },
    edits: ["data.a.toml.settings.kubernetes.max-pods: 58 → 110"],
  },
  {
    name: "a text of lines",
    type: "kubernetes_config_map_v1",
    before: { data: { "fluent-bit.conf": "[SERVICE]\n  Flush 1\n[OUTPUT]\n  Name s3\n" } },
    after: { data: { "fluent-bit.conf": "[SERVICE]\n  Flush 5\n[OUTPUT]\n  Name s3\n  Match *\n" } },
    edits: [
      "data.fluent-bit.conf[line 2]:   Flush 1 →   Flush 5",
      "data.fluent-bit.conf[line 5]: not set →   Match *",
    ],
  },
  {
    name: "lines in another order",
    type: "kubernetes_config_map_v1",
    before: { data: { script: "#!/bin/sh\na\nb\n" } },
    after: { data: { script: "#!/bin/sh\nb\na\n" } },
    edits: ["data.script[order of lines]: a → b"],
  },
  {
    name: "a YAML text in the values",
    type: "helm_release",
    before: { values: [JSON.stringify({ config: "route:\n  receiver: sns\n  group: a\n" })] },
    after: { values: [JSON.stringify({ config: "route:\n  receiver: none\n  group: a\n" })] },
    edits: ["values.config.route.receiver: sns → none"],
  },
  {
    name: "several YAML documents",
    type: "kubernetes_config_map_v1",
    before: { data: { "a.yaml": "kind: A\nx: 1\n---\nkind: B\nx: 1\n" } },
    after: { data: { "a.yaml": "kind: A\nx: 1\n---\nkind: B\nx: 2\n" } },
    edits: ["data.a.yaml[1].x: 1 → 2"],
  },
  {
    name: "a script of nodes",
    type: "aws_launch_template",
    before: { user_data: base64("#!/bin/sh\nyum update -y\n") },
    after: { user_data: base64("#!/bin/sh\nyum update -y\ncurl https://example.com | sh\n") },
    edits: ["user_data[line 3]: not set → curl https://example.com | sh"],
  },
  {
    name: "settings of nodes in parts of MIME",
    type: "aws_launch_template",
    before: { user_data: base64(MIME("#!/bin/sh\na\n", NODE_CONFIG(29))) },
    after: { user_data: base64(MIME("#!/bin/sh\nb\n", NODE_CONFIG(58))) },
    edits: [
      "user_data.application/node.eks.aws.spec.kubelet.config.maxPods: 29 → 58",
      "user_data.text/x-shellscript[line 2]: a → b",
    ],
  },
  {
    name: "settings of Bottlerocket",
    type: "aws_launch_template",
    before: { user_data: base64('[settings.kubernetes]\n"max-pods" = 29\n') },
    after: { user_data: base64('[settings.kubernetes]\n"max-pods" = 58\n') },
    edits: ["user_data.settings.kubernetes.max-pods: 29 → 58"],
  },
  {
    name: "a manifest",
    type: "kubernetes_manifest",
    before: { manifest: { spec: { containers: [{ name: "a", image: "a:1" }] } } },
    after: { manifest: { spec: { containers: [{ name: "a", image: "a:2" }] } } },
    edits: ["manifest.spec.containers.image: a:1 → a:2"],
  },
  {
    name: "a long text that is no document",
    type: "helm_release",
    before: { description: `${"x".repeat(300)} one ${"y".repeat(300)}` },
    after: { description: `${"x".repeat(300)} two ${"y".repeat(300)}` },
    edits: [
      `description: …${"x".repeat(29)} one ${"y".repeat(29)}… → …${"x".repeat(29)} two ${"y".repeat(29)}…`,
    ],
  },
  {
    name: "one text of a long list",
    type: "aws_iam_role_policy",
    before: {
      policy: JSON.stringify({
        Statement: [{ Action: Array.from({ length: 40 }, (_, at) => `s3:Action${at}`) }],
      }),
    },
    after: {
      policy: JSON.stringify({
        Statement: [{ Action: Array.from({ length: 40 }, (_, at) => `s3:Action${at}`).slice(1) }],
      }),
    },
    edits: ["policy.Statement.Action: s3:Action0 → not set"],
  },
];

test.each(KNOWN)("$name: the difference is shown by path", ({ type, before, after, edits }) => {
  expect(shown(type, before, after)).toEqual(edits);
});

test("an edit inside a long value belongs to the argument that holds it", () => {
  for (const { type, before, after } of KNOWN) {
    const [argument = ""] = Object.keys(before);
    for (const edit of compare(type, before, after)) expect(edit.argument.split(".")[0]).toBe(argument);
  }
});

const LOCKED = '{"password":"hunter22hunter22"}';
test("a secret inside a long value is hidden", () => {
  const after = { values: [LOCKED.replace("hunter22", "other222")] };
  expect(shown("helm_release", { values: [LOCKED] }, after).join()).not.toMatch(/hunter|other222/);
});

test("the time of a comparison grows with the size of the values", () => {
  const rules = (count: number, last: string): JsonObject =>
    RULES(
      Array.from({ length: count }, (_, at) => ({
        alert: `A${at}`,
        expr: at === count - 1 ? last : `up == ${at}`,
      })),
    );
  const seconds = (count: number): number => {
    const write = (last: string): JsonObject => ({ values: [JSON.stringify(rules(count, last).resources)] });
    const started = performance.now();
    expect(compare("helm_release", write("one"), write("two"))).toHaveLength(1);
    return performance.now() - started;
  };
  seconds(1000);
  const [small, large] = [seconds(2000), seconds(20_000)];
  expect(large).toBeLessThan(40 * small + 200);
});
