import { modelPermissions } from "../../../src/checks/identity/model-permissions";
import { privateBuckets } from "../../../src/checks/data/private-buckets";
import { destroyProtection } from "../../../src/checks/terraform/destroy-protection";
import { type Editable, environmentPlan } from "../../support/altered";
import {
  BUCKET_KEY,
  OTHER_ACCOUNT_KEY,
  SECRET_KEY,
  withExistingBucket,
  withKeys,
  withSecrets,
} from "../../support/customer-keys";
import { type Edit, found, newlyFound } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { ML, permissions } from "./edits";

const CHECKS = [modelPermissions, privateBuckets, destroyProtection];

test.each<[string, () => Plan]>([
  ["keys of a new bucket and of secrets", withKeys],
  ["the key of an existing bucket", withExistingBucket],
  ["an existing bucket without a key", () => withExistingBucket({})],
  ["secrets with the default key", () => withSecrets("a", "b/c")],
])("accepts %s", (_, plan) => {
  expect(found(CHECKS, environmentPlan(plan()))).toEqual([]);
});

/** An edit of the statement that decrypts, by its id. */
const decrypts = (sid: string, edit: (statement: Editable) => void): Edit =>
  permissions((statements) => {
    const statement = statements.find((each) => each["Sid"] === sid);
    if (!statement) throw new Error(`no statement ${sid}`);
    edit(statement);
  });

/** An edit of the postcondition of a secret. */
const condition =
  (name: string, edit: (text: string) => string): Edit =>
  ({ models }) => {
    const [check] = models.data.aws_secretsmanager_secret[name].lifecycle.postcondition as Editable[];
    if (check) check["condition"] = edit(check["condition"] as string);
  };

const FOREIGN = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-0000000000ff";

test.each<[string, () => Plan, Edit, string]>([
  [
    "a missing permission for the key of the bucket",
    withKeys,
    permissions((all) => all.splice(2, 1)),
    `missing kms:Decrypt on ${BUCKET_KEY} if`,
  ],
  [
    "a missing permission for the key of an existing bucket",
    withExistingBucket,
    permissions((all) => all.splice(2, 1)),
    `missing kms:Decrypt on ${BUCKET_KEY} if`,
  ],
  [
    "a key of an existing bucket that nothing declares",
    withExistingBucket,
    ({ cluster }) => Reflect.deleteProperty(cluster.output, "model_bucket_kms_key_arn"),
    "not needed: kms:Decrypt on ",
  ],
  [
    "a missing permission for the key of a secret",
    withKeys,
    permissions((all) => all.pop()),
    `missing kms:Decrypt on ${SECRET_KEY} if`,
  ],
  [
    "the key of a secret for a secret with the default key",
    withKeys,
    decrypts("DecryptSecrets", ({ Condition }) =>
      Condition.StringLike["kms:EncryptionContext:SecretARN"].push(
        "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:plain/key-??????",
      ),
    ),
    `not needed: kms:Decrypt on ${OTHER_ACCOUNT_KEY} if`,
  ],
  [
    "a permission without the service",
    withKeys,
    decrypts("DecryptModelFiles", ({ Condition }) => Reflect.deleteProperty(Condition, "StringEquals")),
    `not needed: kms:Decrypt on ${BUCKET_KEY} if StringLike`,
  ],
  [
    "a permission without the encryption context",
    withKeys,
    decrypts("DecryptSecrets", ({ Condition }) => Reflect.deleteProperty(Condition, "StringLike")),
    `not needed: kms:Decrypt on ${OTHER_ACCOUNT_KEY} if StringEquals`,
  ],
  [
    "a permission through another service",
    withKeys,
    decrypts(
      "DecryptModelFiles",
      ({ Condition }) => (Condition.StringEquals["kms:ViaService"] = "ec2.ap-southeast-2.amazonaws.com"),
    ),
    `missing kms:Decrypt on ${BUCKET_KEY} if`,
  ],
  [
    "a permission for files of other models",
    withKeys,
    decrypts("DecryptModelFiles", ({ Condition }) =>
      Condition.StringLike["kms:EncryptionContext:aws:s3:arn"].push("arn:aws:s3:::*"),
    ),
    `not needed: kms:Decrypt on ${BUCKET_KEY} if`,
  ],
  [
    "a key that encrypts nothing",
    withKeys,
    permissions((all) => all.push({ Effect: "Allow", Action: "kms:Decrypt", Resource: FOREIGN })),
    `not needed: kms:Decrypt on ${FOREIGN}`,
  ],
  [
    "every key",
    withKeys,
    decrypts("DecryptSecrets", (statement) => (statement["Resource"] = "*")),
    "not needed: kms:Decrypt on *",
  ],
  [
    "a secret whose key no plan verifies",
    withKeys,
    ({ models }) => Reflect.deleteProperty(models.data.aws_secretsmanager_secret.team_first, "lifecycle"),
    "no plan verifies the key of secret team/first",
  ],
  [
    "a secret without a data source",
    withKeys,
    ({ models }) => Reflect.deleteProperty(models.data.aws_secretsmanager_secret, "plain_key"),
    "no plan verifies the key of secret plain/key",
  ],
  [
    "a postcondition that accepts a second key",
    withKeys,
    condition("team_first", (text) => text.replace('"0a1b2c3d-0000-4000-8000-00000000000c"', `"${FOREIGN}"`)),
    "no plan verifies the key of secret team/first",
  ],
  [
    "a postcondition that also accepts the default key",
    withKeys,
    condition("team_first", (text) => text.replace("contains([", 'contains(["alias/aws/secretsmanager", ')),
    "no plan verifies the key of secret team/first",
  ],
  [
    "a postcondition with an id for a key of another account",
    withKeys,
    condition("shared", (text) => text.replace('"]', '", "mrk-0123456789abcdef0123456789abcdef"]')),
    "no plan verifies the key of secret shared",
  ],
  [
    "a negated postcondition",
    withKeys,
    condition("plain_key", (text) => text.replace("${", "${!")),
    "no plan verifies the key of secret plain/key",
  ],
  [
    "a postcondition with another key than the role's",
    withKeys,
    condition("shared", (text) => text.replace(OTHER_ACCOUNT_KEY, FOREIGN)),
    `missing kms:Decrypt on ${FOREIGN} if`,
  ],
  [
    "a bucket with another key than the declared one",
    withKeys,
    ({ cluster }) => {
      const { rule } = cluster.resource.aws_s3_bucket_server_side_encryption_configuration.models;
      rule[0].apply_server_side_encryption_by_default.kms_master_key_id = FOREIGN;
    },
    "no KMS key of this environment encrypts it",
  ],
  [
    "a state bucket with the key of the model bucket",
    withKeys,
    ({ state }) => {
      const { rule } = state.resource.aws_s3_bucket_server_side_encryption_configuration.state_bucket;
      rule[0].apply_server_side_encryption_by_default.kms_master_key_id = BUCKET_KEY;
    },
    "aws_s3_bucket.state_bucket: bucket: no KMS key of this environment encrypts it",
  ],
])("finds %s", (_, plan, edit, problem) => {
  expect(newlyFound(CHECKS, plan(), edit)).toContainEqual(expect.stringContaining(problem));
});

test("a reference environment's secret has the default key, which a plan verifies", () => {
  const edit: Edit = ({ models }) => Reflect.deleteProperty(models, "data");
  expect(newlyFound([modelPermissions], planOf(ML), edit)).toContainEqual(
    expect.stringContaining("no plan verifies the key of secret ml-inference/api-key"),
  );
});
