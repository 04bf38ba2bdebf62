import { READABLE_KINDS } from "../../../src/platform/stacks/people/readable-kinds";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { type StackJson, asArray, asObject } from "../../../src/terraform/stack-json";

const ML = "ml-platform";
const ALL = ["data-scientists", "model-owners", "operators", "auditors"];

const planFor = (people: readonly string[]) =>
  planWith(ML, { cluster: { access: [{ role: "arn:aws:iam::444455556666:role/x", people }] } });

const TYPES = ["kubernetes_cluster_role_v1", "kubernetes_role_v1"].concat([
  "kubernetes_cluster_role_binding_v1",
  "kubernetes_role_binding_v1",
]);

/** Names of roles and bindings of people in a stack, as `type.name`. */
const namesIn = (stack: StackJson): string[] =>
  TYPES.flatMap((type) =>
    stack
      .resources(type)
      .map(({ name }) => `${type}.${name}`)
      .filter((name) => name.includes(".people_")),
  );

/** Rules of a role, as `verbs group/resources`. */
const rulesOf = (stack: StackJson, address: string): string[] =>
  asArray(stack.find(address)?.config["rule"]).map((rule) => {
    const { api_groups: groups, resources, verbs } = asObject(rule) as Record<string, string[]>;
    return `${verbs?.join(" ")}: ${groups?.join(" ")}/${resources?.join(" ")}`;
  });

const subjectsOf = (stack: StackJson, address: string): unknown[] =>
  asArray(stack.find(address)?.config["subject"]).map((each) => {
    const { kind, name, api_group: group } = asObject(each);
    return [kind, name, group];
  });

test("an environment without people has no role of theirs", () => {
  const plan = planWith(ML, { cluster: { access: [] } });
  for (const layer of ["platform", "models"] as const) expect(namesIn(plan.stack(layer))).toEqual([]);
});

test("only people of the file have roles", () => {
  const plan = planFor(["auditors"]);
  expect(namesIn(plan.stack("platform"))).toEqual([
    "kubernetes_cluster_role_v1.people_readers",
    "kubernetes_cluster_role_binding_v1.people_readers",
  ]);
  expect(namesIn(plan.stack("models"))).toEqual([]);
  expect(subjectsOf(plan.stack("platform"), "kubernetes_cluster_role_binding_v1.people_readers")).toEqual([
    ["Group", "people:auditors", "rbac.authorization.k8s.io"],
  ]);
});

/** The ClusterRole that a binding of a namespace gives. */
const readersIn = (stack: StackJson, address: string): unknown[] => {
  const config = stack.find(`kubernetes_role_binding_v1.${address}_readers`)?.config;
  const { kind, name } = asObject(config?.["role_ref"]);
  return [asObject(config?.["metadata"])["namespace"], kind, name];
};

test("data scientists work in the namespaces of Kubeflow Pipelines and MLflow", () => {
  const stack = planFor(ALL).stack("platform");
  for (const namespace of ["kubeflow", "mlflow"]) {
    const name = `people_data_scientists_${namespace}`;
    expect(rulesOf(stack, `kubernetes_role_v1.${name}`)).toEqual(["get create: /pods/portforward"]);
    expect(readersIn(stack, name)).toEqual([namespace, "ClusterRole", "people-readers"]);
  }
});

test("model owners work in the namespaces of models", () => {
  const stack = planFor(ALL).stack("models");
  expect(namesIn(stack).filter((name) => name.includes("kubernetes_role_v1"))).toEqual([
    "kubernetes_role_v1.people_model_owners_gitops_models",
    "kubernetes_role_v1.people_model_owners_models",
  ]);
  const name = "people_model_owners_models";
  expect(rulesOf(stack, `kubernetes_role_v1.${name}`)).toEqual(["create: /pods/eviction"]);
  expect(readersIn(stack, name)).toEqual(["models", "ClusterRole", "people-readers"]);
});

test("operators read all kinds as auditors do, and forward ports to pages of the platform", () => {
  const stack = planFor(ALL).stack("platform");
  expect(
    subjectsOf(stack, "kubernetes_cluster_role_binding_v1.people_readers").map(
      (each) => (each as string[])[1],
    ),
  ).toEqual(["people:operators", "people:auditors"]);
  expect(rulesOf(stack, "kubernetes_cluster_role_v1.people_operators")).toContain("create: /pods/eviction");
  for (const namespace of ["monitoring", "argocd"])
    expect(rulesOf(stack, `kubernetes_role_v1.people_operators_${namespace}`)).toEqual([
      "get create: /pods/portforward",
    ]);
});

test("the role of a plan reads what auditors read and Secrets, and changes nothing", () => {
  const stack = planFor(["plan"]).stack("platform");
  expect(namesIn(stack)).toEqual([
    "kubernetes_cluster_role_v1.people_plan",
    "kubernetes_cluster_role_v1.people_readers",
    "kubernetes_cluster_role_binding_v1.people_plan",
    "kubernetes_cluster_role_binding_v1.people_readers",
  ]);
  expect(rulesOf(stack, "kubernetes_cluster_role_v1.people_plan")).toEqual(["get list: /secrets"]);
  for (const name of ["people_plan", "people_readers"])
    expect(subjectsOf(stack, `kubernetes_cluster_role_binding_v1.${name}`)).toEqual([
      ["Group", "people:plan", "rbac.authorization.k8s.io"],
    ]);
});

test("the role of a plan reads every kind of which the stacks of all environments have objects", () => {
  const readable = new Set([...Object.values(READABLE_KINDS).flat(), "secrets"]);
  const types = ENVIRONMENTS.flatMap((name) =>
    environmentPlan(planOf(name)).all.map(({ type }) => type.replace(/^data\./, "")),
  ).filter((type) => type.startsWith("kubernetes_"));
  const kinds = [...new Set(types)].map((type) =>
    pluralOf(type.replace(/^kubernetes_|_v\d+$/g, "").replace(/_/g, "")),
  );
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((kind) => !readable.has(kind))).toEqual([]);
});

const pluralOf = (kind: string): string =>
  kind.endsWith("s") ? `${kind}es` : kind.replace(/y$/, "ie").concat("s");

test("no rule of people has a wildcard or a Secret", () => {
  const plan = planFor(ALL);
  const rules = (["platform", "models"] as const).flatMap((layer) =>
    namesIn(plan.stack(layer)).flatMap((address) => rulesOf(plan.stack(layer), address)),
  );
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => rule.includes("*") || /[/ ]secrets( |$)/.test(rule))).toEqual([]);
});
