import fc from "fast-check";
import { secretKeyCheck } from "../../../src/platform/models/found-secret";
import { awsLocation } from "../../../src/facts/aws";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import {
  BUCKET_KEY,
  OTHER_ACCOUNT_KEY,
  SECRET_KEY,
  withExistingBucket,
  withKeys,
  withSecrets,
} from "../../support/customer-keys";
import { type Plan } from "../../support/plan";
import { API, at, statementsOf } from "../models-stack";
import { mountedSecrets } from "../../../src/platform/models/mounted-secrets";

const SYDNEY = awsLocation("222233334444", "ap-southeast-2");

const decrypts = (plan: Plan) =>
  statementsOf(plan, API).filter((statement) => at(statement, "Action") === "kms:Decrypt");
const secretArn = (name: string) =>
  `arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:${name}-??????`;

describe("the role of a model", () => {
  test("API-07 decrypts with the given key of a new bucket, through S3 and for its own files only", () => {
    const bucket = "arn:aws:s3:::ml-inference-prod-models-222233334444";
    const [files] = decrypts(withKeys());
    expect(files).toEqual({
      Sid: "DecryptModelFiles",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "${data.terraform_remote_state.cluster.outputs.model_bucket_kms_key_arn}",
      Condition: {
        StringEquals: { "kms:ViaService": "s3.ap-southeast-2.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/ml-inference-api/*`] },
      },
    });
  });

  test("API-07 decrypts with the given key of an existing bucket", () => {
    const plan = withExistingBucket();
    expect(decrypts(plan)).toHaveLength(1);
    expect(plan.stack("cluster").outputs["model_bucket_kms_key_arn"]).toMatchObject({ value: BUCKET_KEY });
  });

  test("API-07 has no key of an existing bucket without one", () => {
    expect(decrypts(withExistingBucket({}))).toEqual([]);
  });

  test("API-06 decrypts each secret with its own key, through Secrets Manager", () => {
    const condition = (...names: string[]) => ({
      StringEquals: { "kms:ViaService": "secretsmanager.ap-southeast-2.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:SecretARN": names.map(secretArn) },
    });
    const [, ...secrets] = decrypts(withKeys());
    expect(secrets).toMatchObject([
      { Resource: OTHER_ACCOUNT_KEY, Condition: condition("shared") },
      { Resource: SECRET_KEY, Condition: condition("team/first", "team/second") },
    ]);
  });

  test("API-06 needs no key for a secret with the default key", () => {
    expect(decrypts(withSecrets("plain/key"))).toHaveLength(1);
  });

  test("API-06 has statements with different ids", () => {
    const ids = statementsOf(withKeys(), API).map((statement) => at(statement, "Sid"));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the data source of a secret", () => {
  const source = (plan: Plan, name: string) =>
    plan.stack("models").find(`data.aws_secretsmanager_secret.${name}`)?.config ?? {};

  test("API-06 exists once for each secret, with its name", () => {
    const all = withKeys().stack("models").dataSources("aws_secretsmanager_secret");
    expect(all.map(({ name, config }) => [name, config["name"]])).toEqual([
      ["plain_key", "plain/key"],
      ["shared", "shared"],
      ["team_first", "team/first"],
      ["team_second", "team/second"],
    ]);
  });

  test("API-06 has one postcondition, on the key", () => {
    const { postcondition } = asObject(source(withKeys(), "team_first")["lifecycle"]);
    expect(asArray(postcondition)).toEqual([
      expect.objectContaining({
        condition: `\${contains(["${SECRET_KEY}", "0a1b2c3d-0000-4000-8000-00000000000c"], coalesce(self.kms_key_id, "alias/aws/secretsmanager"))}`,
      }),
    ]);
  });

  test("API-06 does not accept an id as the name of another account's key", () => {
    const { condition } = secretKeyCheck({
      name: "shared",
      kmsKeyArn: OTHER_ACCOUNT_KEY,
      location: SYDNEY,
      path: "models[0].secrets[0]",
    });
    expect(condition).toContain(`contains(["${OTHER_ACCOUNT_KEY}"], `);
  });

  test("API-06 names the value to set when a secret has a key that is not declared", () => {
    const { errorMessage } = secretKeyCheck({ name: "a/b", location: SYDNEY, path: "models[2].secrets[1]" });
    expect(errorMessage).toMatch(/^secret a\/b is encrypted with \$\{.*\}, which the pods may not use/);
    expect(errorMessage).toContain("set models[2].secrets[1] to {name: a/b, kmsKeyArn: <ARN of that key>}");
  });

  test("API-06 has the command that gives the secret its declared key", () => {
    const { errorMessage } = secretKeyCheck({
      name: "a/b",
      kmsKeyArn: SECRET_KEY,
      location: SYDNEY,
      path: "models[0].secrets[0]",
    });
    expect(errorMessage).toContain(
      `aws secretsmanager update-secret --region ap-southeast-2 --secret-id a/b --kms-key-id ${SECRET_KEY}`,
    );
  });
});

describe("construct ids of secrets", () => {
  const idsOf = (names: readonly string[]) =>
    mountedSecrets({
      models: [{ secrets: [...names] }] as unknown as Parameters<typeof mountedSecrets>[0]["models"],
    }).map(({ id }) => id);

  test.each([
    ["ml-inference/api-key", "ml-inference-api-key"],
    ["Prod/Key", "prod-key"],
    ["2fa/key", "secret-2fa-key"],
    ["+++", "secret"],
  ])("%s has the id %s", (name, id) => {
    expect(idsOf([name])).toEqual([id]);
  });

  test("are different for all names that Secrets Manager allows", () => {
    const name = fc.stringMatching(/^[aA1/_+=.@-]{1,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), (names) => {
        const ids = idsOf(names);
        expect(new Set(ids).size).toBe(names.length);
        for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
      }),
    );
  });
});

test("API-06 secrets whose names differ in punctuation only have addresses of their own", () => {
  const sources = withSecrets("a/b", "a-b").stack("models").dataSources("aws_secretsmanager_secret");
  expect(new Set(sources.map(({ address }) => address)).size).toBe(2);
});
