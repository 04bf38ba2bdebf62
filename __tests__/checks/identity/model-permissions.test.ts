import { modelPermissions } from "../../../src/checks/identity/model-permissions";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { type Case, ML, permissions } from "./edits";

const CHECK = [modelPermissions];

test.each<Case>([
  [
    "another prefix than that of the pods",
    ML,
    ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data.MODEL_PREFIX = "other/"),
    "missing s3:GetObject on arn:aws:s3:::ml-inference-prod-models-222233334444/other/*",
  ],
  [
    "another bucket than that of the pods",
    ML,
    ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data.MODEL_BUCKET = "other"),
    "missing s3:GetObject on arn:aws:s3:::other/ml-inference-api/*",
  ],
  [
    "the whole bucket",
    ML,
    permissions(
      ([first]) => ((first as Editable)["Resource"] = "arn:aws:s3:::ml-inference-prod-models-222233334444/*"),
    ),
    "not needed: s3:GetObject on arn:aws:s3:::ml-inference-prod-models-222233334444/*",
  ],
  [
    "secrets with the same prefix",
    ML,
    permissions(
      (statements) =>
        ((statements.at(-1) as Editable)["Resource"] = [
          "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/api-key*",
        ]),
    ),
    "missing secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:ml-inference/api-key-??????",
  ],
  [
    "a secret that no pod mounts",
    ML,
    permissions((statements) =>
      (statements.at(-1) as Editable)["Resource"].push(
        "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:other-??????",
      ),
    ),
    "not needed: secretsmanager:GetSecretValue on arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:other-??????",
  ],
])("model-permissions finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

/** An edit of the first statement, which reads the files. */
const withCondition = (added: object) => permissions(([first]) => ((first as Editable)["Condition"] = added));

test.each<[string, object]>([
  ["the own account as owner", { StringEquals: { "aws:ResourceAccount": "222233334444" } }],
  ["the own account by the key of S3", { StringEquals: { "s3:ResourceAccount": ["222233334444"] } }],
  ["TLS", { Bool: { "aws:SecureTransport": "true" } }],
])("model-permissions accepts a permission that requires %s", (_, added) => {
  expect(newlyFound(CHECK, ML, withCondition(added))).toEqual([]);
});

test.each<[string, object]>([
  ["another account as owner", { StringEquals: { "aws:ResourceAccount": "999988887777" } }],
  ["plain HTTP", { Bool: { "aws:SecureTransport": "false" } }],
])("model-permissions finds a permission that requires %s", (_, added) => {
  expect(newlyFound(CHECK, ML, withCondition(added)).join()).toContain("missing s3:GetObject");
});

test("model-permissions does not judge a permission with a condition that no file decides", () => {
  const lines = newlyFound(CHECK, ML, withCondition({ StringEquals: { "aws:PrincipalTag/team": "ml" } }));
  expect(lines).toEqual([expect.stringContaining("not judged: whether s3:GetObject on ")]);
  expect(lines.join()).not.toMatch(/missing|not needed/);
});
