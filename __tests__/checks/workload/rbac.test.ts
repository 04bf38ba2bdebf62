import { rbac } from "../../../src/checks/workload/rbac";
import { newlyFound } from "../../support/findings";
import { type Case, ML, MODEL, object, pod } from "./edits";

const CHECK = [rbac];

test.each<Case>([
  [
    "a token without a role",
    "mlapp",
    object(
      "deployment",
      "model_service",
      ({ spec }) => (spec.template.spec.automount_service_account_token = true),
    ),
    "it has a token, and no role is bound to its service account",
  ],
  [
    "a role without a token",
    ML,
    pod((spec) => (spec["automount_service_account_token"] = false)),
    "a role is bound to its service account, and it has no token",
  ],
  [
    "a role for every resource",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].resources = ["*"])),
    "a rule contains the wildcard *",
  ],
  [
    "a role that reads secrets",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].resources = ["secrets"])),
    "it may get secrets",
  ],
  [
    "a role that reads every ConfigMap of the namespace",
    ML,
    object("role", MODEL, ({ rule }) => delete rule[0].resource_names),
    "it may get all configmaps: resourceNames is empty",
  ],
  [
    "a role with a write verb",
    ML,
    object("role", MODEL, ({ rule }) => (rule[0].verbs = ["get", "update"])),
    "it may update, expected only get, list or watch",
  ],
  [
    "a binding to a service account that does not exist",
    ML,
    object("binding", MODEL, ({ subject }) => (subject[0].name = "other")),
    "it has a token, and no role is bound to its service account",
  ],
])("rbac finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

/** Findings after more ClusterRoles of an own stack, by name. */
const withRoles = (roles: Readonly<Record<string, object>>): string =>
  newlyFound(CHECK, ML, ({ models }) => {
    models.resource["kubernetes_cluster_role_v1"] = Object.fromEntries(
      Object.entries(roles).map(([name, { metadata, ...role }]: [string, { metadata?: object }]) => [
        name,
        { metadata: { name, ...metadata }, ...role },
      ]),
    );
  }).join("\n");

const READS = { api_groups: [""], resources: ["pods"], resource_names: ["a"], verbs: ["get"] };
const TO_VIEW = { labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } };
const TO_TEAM = { labels: { team: "ml" } };
const OF_TEAM = { aggregation_rule: { cluster_role_selectors: [{ match_labels: { team: "ml" } }] } };

test("a role that a role of Kubernetes aggregates needs no binding", () => {
  expect(withRoles({ extra: { metadata: TO_VIEW, rule: [READS] } })).not.toContain("no binding refers to it");
});

test("a role that a role of the stacks aggregates needs no binding", () => {
  const found = withRoles({ extra: { metadata: TO_TEAM, rule: [READS] }, all: OF_TEAM });
  expect(found.split("\n").filter((line) => line.includes(".extra"))).toEqual([
    expect.not.stringContaining("no binding refers to it"),
  ]);
});

test("a role with labels that nothing aggregates needs a binding", () => {
  expect(withRoles({ extra: { metadata: TO_TEAM, rule: [READS] } })).toContain("no binding refers to it");
});

test("a role that aggregates others does not allow nothing", () => {
  const found = withRoles({ extra: { metadata: TO_TEAM, rule: [READS] }, all: OF_TEAM });
  expect(found).not.toContain("it allows nothing");
  expect(found).toContain("not judged: rules of roles outside of these stacks that it aggregates");
});

test("a role that aggregates others allows what it selects", () => {
  const secrets = { ...READS, resources: ["secrets"] };
  const found = withRoles({ extra: { metadata: TO_TEAM, rule: [secrets] }, all: OF_TEAM });
  expect(found.split("\n").filter((line) => line.includes(".all"))).toContainEqual(
    expect.stringContaining("it may get secrets"),
  );
});

test.each<[string, object]>([
  ["no selector", { aggregation_rule: { cluster_role_selectors: [] } }],
  ["an empty rule of aggregation, which replaces its rules", { aggregation_rule: {}, rule: [READS] }],
  ["no rule", { rule: [] }],
])("a role with %s allows nothing", (_, role) => {
  expect(withRoles({ extra: role })).toContain("it allows nothing");
});

test.each<[string, object, string]>([
  ["a wildcard of verbs", { verbs: ["*"] }, "wildcard *"],
  ["each subresource", { resources: ["*/exec"] }, "it may get pods/exec"],
  [
    "a path that is no resource",
    {
      api_groups: undefined,
      resources: undefined,
      resource_names: undefined,
      non_resource_urls: ["/metrics"],
    },
    "it may get the path /metrics",
  ],
  [
    "all paths",
    { api_groups: undefined, resources: undefined, resource_names: undefined, non_resource_urls: ["*"] },
    "wildcard *",
  ],
])("rbac names %s", (_, rule, problem) => {
  expect(withRoles({ extra: { rule: [{ ...READS, ...rule }] } })).toContain(problem);
});

test("a rule for a path does not lack resources", () => {
  const rule = { non_resource_urls: ["/metrics"], verbs: ["get"] };
  const found = withRoles({ extra: { rule: [rule] } });
  expect(found).not.toContain("lacks apiGroups, resources or verbs");
  expect(found).not.toContain("resourceNames is empty");
});
