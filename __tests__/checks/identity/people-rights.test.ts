import { peopleRights } from "../../../src/checks/identity/people-rights";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";

test("readers who may read secrets are found", () => {
  const found = newlyFound([peopleRights], "ml-platform", ({ platform }) => {
    (platform.resource.kubernetes_cluster_role_v1.people_readers as Editable).rule.push({
      api_groups: [""],
      resources: ["secrets"],
      verbs: ["get"],
    });
  });
  expect(found).toContainEqual(expect.stringContaining("secrets"));
});

const LABEL = "rights.example.com/of-auditors";

/** The role of auditors, as one that has the rules of ClusterRoles with a label, and such ClusterRoles. */
const aggregating =
  (roles: Readonly<Record<string, object>>, selector: object = { match_labels: { [LABEL]: "true" } }) =>
  ({ platform }: Readonly<Record<"platform", Editable>>): void => {
    const all = platform["resource"].kubernetes_cluster_role_v1 as Editable;
    const { rule } = all["people_readers"];
    delete all["people_readers"].rule;
    all["people_readers"].aggregation_rule = { cluster_role_selectors: [selector] };
    const selected = { of_readers: { rule }, ...roles };
    for (const [name, config] of Object.entries(selected))
      all[name] = { metadata: { name, labels: { [LABEL]: "true" } }, ...config };
  };

const ofAuditors = (edit: ReturnType<typeof aggregating>): string[] =>
  newlyFound([peopleRights], "ml-platform", edit).filter((line) => line.includes("people:auditors"));

const SECRETS = { api_groups: [""], resources: ["secrets"], verbs: ["get"] };
const OUTSIDE =
  "people:auditors has the role people-readers, which aggregates rules of roles outside of these stacks";

test("rights that a role aggregates from roles of the stacks are those of its group", () => {
  expect(ofAuditors(aggregating({}))).toEqual([]);
  expect(ofAuditors(aggregating({ more: { rule: [SECRETS] } }))).toEqual([
    expect.stringMatching(/kubernetes_cluster_role_v1\.more: people:auditors may get secrets in the cluster/),
  ]);
});

test("an aggregated role has the rules of roles that aggregate others, also in a circle", () => {
  const inner = { metadata: { name: "inner", labels: { "example.com/inner": "true" } }, rule: [SECRETS] };
  const outer = (label: string) => ({
    aggregation_rule: { cluster_role_selectors: [{ match_labels: { [label]: "true" } }] },
  });
  expect(ofAuditors(aggregating({ outer: outer("example.com/inner"), inner }))).toEqual([
    expect.stringContaining("people:auditors may get secrets in the cluster"),
  ]);
  expect(ofAuditors(aggregating({ outer: outer(LABEL) }))).toEqual([]);
  const toView = outer("rbac.authorization.k8s.io/aggregate-to-view");
  expect(ofAuditors(aggregating({ outer: toView }))).toEqual([expect.stringContaining(OUTSIDE)]);
});

test("the own rules of an aggregated role, which Kubernetes replaces, are no rights", () => {
  const edit = aggregating({});
  expect(
    ofAuditors((layers) => {
      edit(layers);
      layers.platform["resource"].kubernetes_cluster_role_v1.people_readers.rule = [SECRETS];
    }),
  ).toEqual([]);
});

test.each<readonly [string, object]>([
  ["a label of Kubernetes", { match_labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } }],
  ["a label of its applications", { match_labels: { "app.kubernetes.io/part-of": "a" } }],
  ["no label", {}],
  ["an expression", { match_expressions: [{ key: LABEL, operator: "Exists" }] }],
  ["a label that no role of the stacks has", { match_labels: { "example.com/none": "true" } }],
])("rights of an aggregated role are not known by %s, which roles outside can have", (_, selector) => {
  expect(ofAuditors(aggregating({}, selector))).toContainEqual(expect.stringContaining(OUTSIDE));
});

test("rights are found beside those that are not known", () => {
  const { match_labels } = { match_labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } };
  const more = { metadata: { name: "more", labels: match_labels }, rule: [SECRETS] };
  const found = ofAuditors(aggregating({ more }, { match_labels }));
  expect(found).toContainEqual(expect.stringContaining("may get secrets"));
  expect(found).toContainEqual(expect.stringContaining(OUTSIDE));
});
