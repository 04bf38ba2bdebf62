import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/app";
import { FIRST_APPLY_OVERRIDE } from "../../src/stacks/state-stack";
import { type JsonObject, asArray, asObject } from "../../src/terraform-json/stack-json";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";

const RETAIL = "retail-forecast";
const text = planOf(RETAIL).text("state");
const state = planOf(RETAIL).stack("state");

/** What Terraform needs to reach the state of one layer. */
function stateOf(environment: string, layer: string): JsonObject {
  const { account, region } = configWith(environment);
  return {
    bucket: `${environment}-tfstate-${account}`,
    key: `${environment}/${layer}/terraform.tfstate`,
    region,
    encrypt: true,
    kms_key_id: `arn:aws:kms:${region}:${account}:alias/${environment}-tfstate`,
    use_lockfile: true,
  };
}

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const { stacks } = planOf(environment);
  const layerOf = (name: string): string => name.slice(environment.length + 1);

  test("STATE-01 every stack keeps its state in the bucket, encrypted by the named key, locked by S3 and closed to credentials of other accounts", () => {
    expect(stacks.length).toBeGreaterThan(1);
    for (const { name, terraform } of stacks) {
      expect(terraform["backend"]).toEqual({
        s3: {
          ...stateOf(environment, layerOf(name)),
          allowed_account_ids: [configWith(environment).account],
        },
      });
    }
  });

  test("STATE-01 every remote state is read from where its layer keeps it, with the same lock and key", () => {
    const remotes = stacks.flatMap((stack) => stack.dataSources("terraform_remote_state"));
    // A layer that stands on others reads their outputs; state and network stand on none.
    expect(remotes).not.toEqual([]);
    for (const { name, config } of remotes) {
      expect(config).toMatchObject({ backend: "s3", config: stateOf(environment, name) });
    }
  });

  test("STATE-01 no two stacks share a state", () => {
    const keys = stacks.map(({ terraform }) => asObject(asObject(terraform["backend"] ?? null)["s3"])["key"]);
    expect(new Set(keys).size).toBe(stacks.length);
  });
});

describe("the state bucket", () => {
  test("STATE-01 it bears the account's name, is versioned, and no destroy reaches it", () => {
    expect(text).toHaveResourceWithProperties(S3Bucket, {
      bucket: "retail-forecast-tfstate-111122223333",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(text).toHaveResourceWithProperties(S3BucketVersioningA, {
      versioning_configuration: { status: "Enabled" },
    });
  });

  test("STATE-01 it is private in all four ways and owned by the account", () => {
    expect(text).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(text).toHaveResourceWithProperties(S3BucketOwnershipControls, {
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("STATE-01 it encrypts by a key of its own, which rotates and which no destroy reaches", () => {
    expect(text).toHaveResourceWithProperties(S3BucketServerSideEncryptionConfigurationA, {
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: "${aws_kms_key.state_key.arn}",
          },
          bucket_key_enabled: true,
        },
      ],
    });
    expect(text).toHaveResourceWithProperties(KmsKey, {
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(state.find("aws_kms_alias.state_key")?.config).toMatchObject({
      name: "alias/retail-forecast-tfstate",
      target_key_id: "${aws_kms_key.state_key.key_id}",
    });
  });

  test("STATE-01 its policy refuses to anyone plain HTTP, and to objects any other encryption than KMS", () => {
    const policy = JSON.parse(String(state.find("aws_s3_bucket_policy.state_bucket")?.config["policy"])) as {
      Statement: unknown[];
    };
    expect(policy.Statement).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["${aws_s3_bucket.state_bucket.arn}", "${aws_s3_bucket.state_bucket.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "KmsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.state_bucket.arn}/*",
        Condition: {
          StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
          Null: { "s3:x-amz-server-side-encryption": "false" },
        },
      },
    ]);
  });

  test("STATE-01 old states expire only after 90 days, and abandoned uploads go", () => {
    const [rule] = asArray(state.find("aws_s3_bucket_lifecycle_configuration.state_bucket")?.config["rule"]);
    expect(rule).toMatchObject({
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
    expect(rule).not.toHaveProperty("expiration");
  });
});

test("STATE-01 the first apply keeps its state in a local file, by an override that stands beside the stack", () => {
  const outdir = mkdtempSync(join(tmpdir(), "state-"));
  try {
    synthesize([{ name: RETAIL, config: configWith(RETAIL) }], outdir);
    const override = readFileSync(join(outdir, "stacks", `${RETAIL}-state`, FIRST_APPLY_OVERRIDE), "utf8");
    expect(JSON.parse(override)).toEqual({
      terraform: { backend: { local: { path: "terraform.tfstate" } } },
    });
    // Terraform takes a file of this name as an override; it lies in a folder of its own until it is wanted.
    expect(FIRST_APPLY_OVERRIDE).toMatch(/^[^/]+\/[^/]+_override\.tf\.json$/);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test.each(["state", "network"] as const)("TAG-01 the provider tags everything in the %s layer", (layer) => {
  const [provider] = asArray(planOf(RETAIL).stack(layer).providers["aws"]);
  expect(provider).toMatchObject({
    default_tags: [
      {
        tags: {
          project: "mlops-retail-forecast",
          environment: "retail-forecast",
          layer,
          owner: "retail-ml-platform",
          repository: "example/mlops-retail-forecast",
        },
      },
    ],
  });
});
