import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** Keys of the environment `ml-inference-prod`, and one of another account. */
export const BUCKET_KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-00000000000b";
export const SECRET_KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/0a1b2c3d-0000-4000-8000-00000000000c";
export const OTHER_ACCOUNT_KEY =
  "arn:aws:kms:ap-southeast-2:999999999999:key/mrk-0123456789abcdef0123456789abcdef";

const MODEL = { name: "ml-inference-api", image: { tag: "1.4.2" }, port: 5000, servicePort: 5000 };

/** `ml-inference-prod` with other secrets. */
export const withSecrets = (...secrets: readonly (string | object)[]): Plan =>
  planWith("ml-inference-prod", { models: [{ ...MODEL, secrets }] });

/** `ml-inference-prod` with a key for a new bucket, and keys for some of its secrets. */
export const withKeys = (): Plan =>
  planWith("ml-inference-prod", {
    modelBucket: { kmsKeyArn: BUCKET_KEY },
    models: [
      {
        ...MODEL,
        secrets: [
          "plain/key",
          { name: "team/first", kmsKeyArn: SECRET_KEY },
          { name: "team/second", kmsKeyArn: SECRET_KEY },
          { name: "shared", kmsKeyArn: OTHER_ACCOUNT_KEY },
        ],
      },
    ],
  });

/** `ml-inference-prod` with an existing bucket, and the key that encrypts it. */
export const withExistingBucket = (key: { kmsKeyArn?: string } = { kmsKeyArn: BUCKET_KEY }): Plan =>
  planWith("ml-inference-prod", { modelBucket: { existingName: "model-registry", ...key } });
