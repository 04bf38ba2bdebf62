import { logInSecret } from "../../../src/parts/log-in/checks/log-in-secret";
import { programLogIn } from "../../../src/checks/network/program-log-in";
import { environmentPlan, type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ML = "ml-platform";
const KEY = "arn:aws:kms:eu-central-1:444455556666:key/2b3c4d5e-0000-4000-8000-444455556666";
const SECRET = "arn:aws:secretsmanager:eu-central-1:444455556666:secret:log-in-AbCdEf";

const withKey = () => planWith(ML, { components: { "log-in": { kmsKeyArn: KEY } } });

test.each([
  ["with the key of AWS", () => planOf(ML)],
  ["with a key of the company", withKey],
] as const)("the role of each proxy reads its secret alone, %s", (_, plan) => {
  expect(foundBy(logInSecret, environmentPlan(plan()))).toEqual([]);
});

const policy =
  (edit: (statements: Editable[]) => void): Edit =>
  ({ cluster }) =>
    within(cluster.resource.aws_iam_role_policy.log_in_mlflow, "policy", ({ Statement }) =>
      edit(Statement as Editable[]),
    );

const objects =
  (edit: (object: Editable) => void): Edit =>
  ({ platform }) =>
    within(platform.resource.helm_release.log_in_mlflow.values, 0, ({ resources }) => {
      const { parameters } = (resources as Editable[])[0]?.["spec"] as Editable;
      within(parameters, "objects", (list) => edit((list as unknown as Editable[])[0] as Editable));
    });

test.each<[what: string, edit: Edit, problem: string]>([
  [
    "another secret",
    policy(([read]) => {
      (read as Editable).Resource = [SECRET, SECRET.replace("log-in", "another")];
    }),
    `not needed: secretsmanager:GetSecretValue on ${SECRET.replace("log-in", "another")}`,
  ],
  [
    "another right",
    policy(([read]) => (read as Editable).Action.push("secretsmanager:PutSecretValue")),
    `not needed: secretsmanager:PutSecretValue on ${SECRET}`,
  ],
  [
    "no right",
    policy(([read]) => (read as Editable).Action.pop()),
    `missing secretsmanager:DescribeSecret on ${SECRET}`,
  ],
  [
    "a mount of another secret",
    objects((object) => (object.objectName = SECRET.replace("log-in", "another"))),
    `missing secretsmanager:GetSecretValue on ${SECRET.replace("log-in", "another")}`,
  ],
])("a proxy with %s is found", (_, edit, problem) => {
  expect(newlyFound([logInSecret], ML, edit).join("\n")).toContain(problem);
});

test.each<[what: string, change: (statement: Editable) => void, problem: string]>([
  [
    "for every service",
    (decrypt) => Reflect.deleteProperty(decrypt, "Condition"),
    `not needed: kms:Decrypt on ${KEY}`,
  ],
  ["of all keys", (decrypt) => (decrypt.Resource = "*"), "not needed: kms:Decrypt on *"],
  [
    "of two keys",
    (decrypt) => (decrypt.Resource = [KEY, KEY.replace("2b3c", "3c4d")]),
    `not needed: kms:Decrypt on ${KEY.replace("2b3c", "3c4d")}`,
  ],
])("a right to decrypt %s is found", (_, change, problem) => {
  const edit = policy(([, decrypt]) => change(decrypt as Editable));
  expect(newlyFound([logInSecret], withKey(), edit).join("\n")).toContain(problem);
});

test.each(["client-secret", "cookie-secret"])("a mount without the file %s is found", (alias) => {
  const edit = objects((object) => {
    object.jmesPath = (object.jmesPath as Editable[]).filter(({ objectAlias }) => objectAlias !== alias);
  });
  expect(newlyFound([logInSecret], ML, edit)).toEqual([
    `log-in-secret kubernetes_deployment_v1.log_in_mlflow: pods of log-in-mlflow: no mounted secret is the file /mnt/secrets/${alias}`,
  ]);
});

test("pods without the role are found", () => {
  const edit: Edit = ({ cluster }) => Reflect.deleteProperty(cluster.resource.aws_iam_role, "log_in_mlflow");
  expect(newlyFound([logInSecret], ML, edit).join("\n")).toContain(
    "pods of log-in-mlflow: no role trusts log-in:log-in-mlflow, so they mount no secret",
  );
});

test("a page that answers at / alone is found, since the provider sends people to /oauth2/callback", () => {
  const edit: Edit = ({ platform }) => {
    const [rule] = platform.resource.kubernetes_ingress_v1.log_in_mlflow.spec.rule;
    rule.http.path[0].path_type = "Exact";
  };
  expect(newlyFound([programLogIn], ML, edit)).toEqual([
    "program-log-in kubernetes_ingress_v1.log_in_mlflow: the load balancer of a log-in: its path is / of the type Exact, expected / of the type Prefix",
  ]);
});
