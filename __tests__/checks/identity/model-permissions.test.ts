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
