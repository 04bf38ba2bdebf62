import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { networkPolicyPaths } from "../../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../../src/checks/network/network-policy-wide";
import { blocks } from "../../../../src/terraform/stack-json";
import { NOTHING_STATED, type Stated, statedIn } from "../../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy, within } from "../../../support/findings";
import { LINKED, inPlatform, setting } from "../../../support/kubeflow-pipelines";
import { settingsFor } from "../../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const CHECKS = [
  ...CHECKS_OF_PARTS["kubeflow-pipelines"],
  ...CHECKS_OF_PARTS.mlflow,
  networkPolicyPaths,
  networkPolicyWide,
];
const APART = {
  "kubeflow-pipelines": { ...LINKED["kubeflow-pipelines"], stepsReach: { mlflow: false } },
  mlflow: LINKED.mlflow,
};

const planFor = (components: object) => planWith(ENVIRONMENT, { components });
const statedFor = (components: object): Stated =>
  statedIn(settingsFor(configWith(ENVIRONMENT, { components })));

/** Findings of all checks, with the file of an environment as its record. */
const findings = (plan: EnvironmentPlan, stated: Stated): string[] =>
  CHECKS.flatMap((check) =>
    foundBy(check, plan, { statedOf: () => stated }).map((line) => `${check.id} ${line}`),
  );

const BEFORE = new Set(findings(environmentPlan(planFor(LINKED)), statedFor(LINKED)));
const after = (edit: Edit, stated = statedFor(LINKED)): string[] =>
  findings(altered(planFor(LINKED), edit), stated).filter((line) => !BEFORE.has(line));

const ofThisPart = (lines: readonly string[]): string[] =>
  lines.filter((line) => /mlflow|kubeflow/.test(line) && !line.startsWith("pipeline-steps-not-judged"));

test.each([
  ["reach MLflow", LINKED],
  ["do not reach MLflow", APART],
])("accepts an environment whose steps %s", (_, components) => {
  expect(ofThisPart(findings(environmentPlan(planFor(components)), statedFor(components)))).toEqual([]);
});

/** Edits the variables that Argo gives to each step. */
const variables = (edit: (all: Editable[]) => void): Edit =>
  setting("workflow_controller", "mainContainer", (json) => edit(json["env"] as unknown as Editable[]));
const address = (value: string): Edit =>
  variables(([first]) => {
    (first as Editable)["value"] = value;
  });
const withoutVariable = variables((all) => all.splice(0));

const server =
  (edit: (config: Editable) => void): Edit =>
  ({ platform }) =>
    edit(
      blocks(platform.resource.kubernetes_deployment_v1.mlflow.spec.template.spec.container)[0] as Editable,
    );
const words = (edit: (all: string[]) => void): Edit =>
  server((config) => edit(config["args"] as unknown as string[]));

const HOST = "mlflow.mlflow.svc.cluster.local";
const NOWHERE = "which no Service leads to an MLflow server";

test.each<readonly [string, Edit, string]>([
  [
    "steps do not know the address",
    withoutVariable,
    "steps have no MLFLOW_TRACKING_URI, and the file states components.kubeflow-pipelines.stepsReach.mlflow",
  ],
  [
    "Argo has no variables for steps",
    inPlatform("config_map", "workflow_controller", (config) => delete config["data"]["mainContainer"]),
    "steps have no MLFLOW_TRACKING_URI",
  ],
  [
    "the address is in a namespace without a server",
    address("http://mlflow.models.svc.cluster.local"),
    `MLFLOW_TRACKING_URI is http://mlflow.models.svc.cluster.local, ${NOWHERE}`,
  ],
  [
    "the address has the port of the pods",
    address(`http://${HOST}:5000`),
    `MLFLOW_TRACKING_URI is http://${HOST}:5000, ${NOWHERE}`,
  ],
  ["the address is a short name of another namespace", address("http://mlflow"), NOWHERE],
  ["the address is outside of the cluster", address("http://mlflow.example.com"), NOWHERE],
  ["the address is a file", address("file:///tmp/runs"), NOWHERE],
  [
    "the address has TLS, which the server does not answer",
    address(`https://${HOST}:80`),
    `MLFLOW_TRACKING_URI is https://${HOST}:80, and the server answers without TLS`,
  ],
  [
    "no Service leads to the server",
    ({ platform }) => {
      platform.resource.kubernetes_service_v1.mlflow.spec.selector = { "app.kubernetes.io/name": "other" };
    },
    NOWHERE,
  ],
  [
    "the server refuses the name by which steps call it",
    server((config) => {
      const all = config["env"] as unknown as { name: string; value: string }[];
      const hosts = all.find(({ name }) => name === "MLFLOW_SERVER_ALLOWED_HOSTS");
      if (hosts) hosts.value = "mlflow,mlflow.mlflow,mlflow.mlflow.svc,localhost:*,127.0.0.1:*";
    }),
    `mlflow refuses requests to ${HOST}`,
  ],
  [
    "the server serves no artifacts",
    words((all) => all.splice(all.indexOf("--serve-artifacts"), 1, "--no-serve-artifacts")),
    "mlflow serves no artifacts, so steps send them to S3, where their role may not write",
  ],
  [
    "the server names another place for artifacts",
    words((all) => all.push("--default-artifact-root", "s3://company-artifacts/mlflow")),
    "mlflow sends steps to s3://company-artifacts/mlflow for artifacts, where their role may not write",
  ],
])("pipeline-links reports that %s", (_, edit, text) => {
  const found = after(edit).filter((line) => line.startsWith("pipeline-links "));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(text);
});

test.each<readonly [string, string]>([
  ["the port of the Service", `http://${HOST}:80`],
  ["a shorter name", "http://mlflow.mlflow"],
  ["the name with its kind", "http://mlflow.mlflow.svc"],
  ["a path", `http://${HOST}/`],
])("pipeline-links accepts an address with %s", (_, value) => {
  expect(after(address(value))).toEqual([]);
});

test("pipeline-links reports an address that the file does not state", () => {
  const found = findings(environmentPlan(planFor(LINKED)), statedFor(APART));
  expect(found.filter((line) => line.startsWith("pipeline-links "))).toEqual([
    expect.stringContaining(
      "steps have MLFLOW_TRACKING_URI, and the file states no components.kubeflow-pipelines.stepsReach.mlflow",
    ),
  ]);
});

test("pipeline-links reports a link that the stacks lack", () => {
  const found = findings(environmentPlan(planFor(APART)), statedFor(LINKED));
  expect(found.filter((line) => line.startsWith("pipeline-links "))).toEqual([
    expect.stringContaining("steps have no MLFLOW_TRACKING_URI"),
  ]);
});

test("pipeline-links does not miss a link without a record of the file", () => {
  expect(after(withoutVariable, NOTHING_STATED).join("\n")).not.toContain("pipeline-links");
});

const policyOfSteps = (edit: (spec: Editable) => void): Edit =>
  inPlatform("network_policy", "steps", ({ spec }) => edit(spec as Editable));
const policyOfServer =
  (edit: (spec: Editable) => void): Edit =>
  ({ platform }) =>
    edit(platform.resource.kubernetes_network_policy_v1.mlflow.spec as Editable);
const onPort = (rule: unknown): boolean => JSON.stringify(rule).includes('"5000"');
const without = (spec: Editable, direction: "ingress" | "egress"): void => {
  const kept = blocks(spec[direction]).filter((rule) => !onPort(rule));
  expect(kept).toHaveLength(blocks(spec[direction]).length - 1);
  spec[direction] = kept;
};
const ruleOf = (spec: Editable, direction: "ingress" | "egress"): Editable =>
  blocks(spec[direction]).find(onPort) as Editable;

test.each<readonly [string, Edit, string]>([
  [
    "steps may not connect to MLflow",
    policyOfSteps((spec) => without(spec, "egress")),
    "no network policy of runs of pipelines allows egress on TCP 5000 to mlflow",
  ],
  [
    "steps may connect to another namespace",
    policyOfSteps((spec) => {
      ruleOf(spec, "egress")["to"][0].namespace_selector.match_labels = {
        "kubernetes.io/metadata.name": "models",
      };
    }),
    "no network policy of runs of pipelines allows egress on TCP 5000 to mlflow",
  ],
  [
    "MLflow refuses steps",
    policyOfServer((spec) => without(spec, "ingress")),
    "no network policy of mlflow allows ingress on TCP 5000 from runs of pipelines",
  ],
  [
    "MLflow accepts pods with the label in its own namespace alone",
    policyOfServer((spec) => delete ruleOf(spec, "ingress")["from"][0].namespace_selector),
    "no network policy of mlflow allows ingress on TCP 5000 from runs of pipelines",
  ],
])("network-policy-paths reports that %s", (_, edit, text) => {
  const found = after(edit).filter((line) => line.startsWith("network-policy-paths "));
  expect(found).toEqual([expect.stringContaining(text)]);
});

test.each<readonly [string, Edit, string]>([
  [
    "MLflow accepts every pod of the namespace of pipelines",
    policyOfServer((spec) => {
      ruleOf(spec, "ingress")["from"][0].pod_selector = {};
    }),
    "wider than needed",
  ],
  [
    "MLflow accepts steps on another port too",
    policyOfServer((spec) => ruleOf(spec, "ingress")["ports"].push({ port: "9000", protocol: "TCP" })),
    "allows ingress on TCP 9000, which nothing needs",
  ],
])("network-policy-wide reports that %s", (_, edit, text) => {
  const found = after(edit).filter((line) => line.startsWith("network-policy-wide "));
  expect(found).toEqual([expect.stringContaining(text)]);
});

test("network-policy-wide reports both sides of a link that steps do not use", () => {
  const found = after(withoutVariable).filter((line) => line.startsWith("network-policy-wide "));
  expect(found).toHaveLength(2);
  expect(found.join("\n")).toContain("kubernetes_network_policy_v1.mlflow");
  expect(found.join("\n")).toContain("kubernetes_network_policy_v1.kubeflow_pipelines_steps");
});

test("pipeline-permissions refuses a right of steps on the artifacts of MLflow, which the link does not need", () => {
  const found = after(({ cluster }) =>
    within(cluster.resource.aws_iam_role_policy.kubeflow_pipelines_steps as Editable, "policy", (policy) =>
      (policy["Statement"] as unknown as object[]).push({
        Effect: "Allow",
        Action: "s3:PutObject",
        Resource: "arn:aws:s3:::ml-inference-prod-mlflow-222233334444/*",
      }),
    ),
  );
  expect(found).toEqual([expect.stringContaining("not needed: s3:PutObject")]);
});
