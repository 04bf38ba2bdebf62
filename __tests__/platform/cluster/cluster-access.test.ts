import { environmentSchema } from "../../../src/parts/environment-schema";
import { configWith } from "../../support/environments";
import { smallEnvironment } from "../../support/minimal-file";
import { PROD, prodWith } from "../cluster-stack";
import { rules } from "../../../src/environment/rules/all";

const DEVELOPERS = "arn:aws:iam::222233334444:role/ml/developers";
const SUPPORT = "arn:aws:iam::222233334444:role/support";
const ACCESS = [
  { role: DEVELOPERS, policy: "edit", namespaces: ["models", "experiments"] },
  { role: SUPPORT, groups: ["support", "on-call"] },
];
const stack = () => prodWith({ access: ACCESS }).stack("cluster");

const accepts = (access: object): boolean =>
  environmentSchema.safeParse(
    smallEnvironment({ cluster: { admins: ["arn:aws:iam::111122223333:role/admin"], access: [access] } }),
  ).success;

/** Problems of the rules, as `path: expected`. */
const problems = (access: object[], cluster: object = {}): string[] =>
  rules(configWith(PROD, { cluster: { access, ...cluster } })).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );

test("each role has an access entry beside those of admins", () => {
  const entries = stack().resources("aws_eks_access_entry");
  expect(
    entries.map(({ name, config }) => [name, config["principal_arn"], config["kubernetes_groups"]]),
  ).toEqual([
    ["access_developers", DEVELOPERS, undefined],
    ["access_support", SUPPORT, ["on-call", "support"]],
    ["admin_ml_platform_admin", "arn:aws:iam::222233334444:role/ml-platform-admin", undefined],
  ]);
});

test("a policy holds in its namespaces alone", () => {
  expect(stack().find("aws_eks_access_policy_association.access_developers")?.config).toMatchObject({
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
    principal_arn: "${aws_eks_access_entry.access_developers.principal_arn}",
    access_scope: { type: "namespace", namespaces: ["models", "experiments"] },
  });
});

test("groups alone need no policy", () => {
  expect(stack().find("aws_eks_access_policy_association.access_support")).toBeUndefined();
});

test.each([
  ["view", "AmazonEKSViewPolicy"],
  ["edit", "AmazonEKSEditPolicy"],
  ["admin", "AmazonEKSAdminPolicy"],
])("%s is the policy %s, by default in the namespace of the models", (policy, name) => {
  const { config } =
    prodWith({ access: [{ role: DEVELOPERS, policy }] })
      .stack("cluster")
      .find("aws_eks_access_policy_association.access_developers") ?? {};
  expect(config).toMatchObject({
    policy_arn: `arn:aws:eks::aws:cluster-access-policy/${name}`,
    access_scope: { type: "namespace", namespaces: [configWith(PROD).namespace] },
  });
});

test.each([
  ["a user", { role: "arn:aws:iam::111122223333:user/jo", policy: "view" }],
  ["an unknown policy", { role: SUPPORT, policy: "cluster-admin" }],
  ["an empty list of namespaces", { role: SUPPORT, policy: "view", namespaces: [] }],
  ["a group of Kubernetes", { role: SUPPORT, groups: ["system:masters"] }],
  ["a group that EKS reserves", { role: SUPPORT, groups: ["eks:support"] }],
])("fails for %s", (_, access) => {
  expect(accepts(access)).toBe(false);
});

test.each<[string, object[], string]>([
  ["no policy and no groups", [{ role: SUPPORT }], "cluster.access.0: people, a policy or groups"],
  [
    "namespaces without a policy",
    [{ role: SUPPORT, groups: ["support"], namespaces: ["models"] }],
    "cluster.access.0.namespaces: a policy beside it",
  ],
  [
    "a role of another account",
    [{ role: "arn:aws:iam::999999999999:role/x", policy: "view" }],
    "cluster.access.0.role: an ARN of account 222233334444",
  ],
  [
    "a role twice",
    [
      { role: SUPPORT, policy: "view" },
      { role: SUPPORT, policy: "edit" },
    ],
    "cluster.access.1.role: each role once",
  ],
  [
    "a role that is an admin",
    [{ role: "arn:aws:iam::222233334444:role/ml-platform-admin", policy: "view" }],
    "cluster.access.0.role: a role that is not in cluster.admins and not cluster.deployerRole",
  ],
  [
    "edit in kube-system, whose service accounts reach the whole cluster",
    [{ role: SUPPORT, policy: "edit", namespaces: ["kube-system"] }],
    "cluster.access.0.namespaces.0: a namespace without programs of the platform",
  ],
])("fails for %s", (_, access, problem) => {
  expect(problems(access)).toEqual([expect.stringContaining(problem)]);
});

test("view in kube-system is allowed, since it reads no Secret", () => {
  expect(problems([{ role: SUPPORT, policy: "view", namespaces: ["kube-system"] }])).toEqual([]);
});
