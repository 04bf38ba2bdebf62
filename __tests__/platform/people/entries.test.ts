import { partRules } from "../../../src/parts/part-rules";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import { smallEnvironment } from "../../support/minimal-file";
import { rules } from "../../../src/environment/rules/all";

const ML = "ml-platform";
const roleOf = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;

const accepts = (access: object): boolean =>
  environmentSchema.safeParse(
    smallEnvironment({ cluster: { admins: ["arn:aws:iam::111122223333:role/admin"], access: [access] } }),
  ).success;

/** Problems of the rules, as `path: expected`. */
function problems(environment: string, access: object[], change: object = {}): string[] {
  const config = configWith(environment, { cluster: { access }, ...change });
  return [...rules(config), ...partRules(config)].map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );
}

test("people are Kubernetes groups of the access entry, beside the groups of the file", () => {
  const entries = planWith(ML, {
    cluster: {
      access: [
        { role: roleOf("science"), people: ["data-scientists", "model-owners"] },
        { role: roleOf("audit"), people: ["auditors"], groups: ["finance"] },
      ],
    },
  })
    .stack("cluster")
    .resources("aws_eks_access_entry");
  expect(entries.map(({ name, config }) => [name, config["kubernetes_groups"]])).toEqual([
    ["access_audit", ["finance", "people:auditors"]],
    ["access_science", ["people:data-scientists", "people:model-owners"]],
    ["admin_ml_platform_admin", undefined],
  ]);
});

test("people need no policy and no groups", () => {
  expect(accepts({ role: "arn:aws:iam::111122223333:role/x", people: ["operators"] })).toBe(true);
  expect(problems(ML, [{ role: roleOf("x"), people: ["operators"] }])).toEqual([]);
});

test.each([
  ["unknown people", { people: ["admins"] }],
  ["an empty list of people", { people: [] }],
  ["people twice", { people: ["auditors", "auditors"] }],
  ["a group of people without the key people", { groups: ["people:auditors"] }],
])("fails for %s", (_, access) => {
  expect(accepts({ role: "arn:aws:iam::111122223333:role/x", ...access })).toBe(false);
});

test.each<[string, string, object, string]>([
  [
    "a policy beside people",
    ML,
    { people: ["auditors"], policy: "view" },
    "cluster.access.0.policy: no policy beside people",
  ],
  [
    "namespaces beside people",
    ML,
    { people: ["data-scientists"], namespaces: ["kubeflow"] },
    "cluster.access.0.namespaces: a policy beside it",
  ],
  [
    "data scientists without a program that they use",
    "ml-inference-prod",
    { people: ["auditors", "data-scientists"] },
    "cluster.access.0.people.1: components.kubeflow-pipelines or components.mlflow",
  ],
])("fails for %s", (_, environment, access, problem) => {
  const { account } = configWith(environment);
  const role = `arn:aws:iam::${account}:role/x`;
  expect(problems(environment, [{ role, ...access }])).toEqual([expect.stringContaining(problem)]);
});
