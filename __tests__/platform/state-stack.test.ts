import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../src/synth/app";
import { type JsonObject, asArray, asObject } from "../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { planOf } from "../support/reference-plans";
import { STACK_FILES } from "../../src/base/stack-files";
import "../support/terraform-matchers";

const RETAIL = "retail-forecast";
const text = planOf(RETAIL).text("state");
const state = planOf(RETAIL).stack("state");

/** Backend configuration of one layer's state. */
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

  test("STATE-01 every stack keeps its state in the bucket, encrypted, locked and for its own account only", () => {
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

  test("STATE-01 every remote state has the backend of its layer, with the same lock and key", () => {
    const remotes = stacks.flatMap((stack) => stack.dataSources("terraform_remote_state"));
    // Layers with dependencies read their outputs; state and network have none.
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

test("STATE-01 the state bucket has the account's id in its name", () => {
  expect(text).toHaveResourceWithProperties(S3Bucket, { bucket: "retail-forecast-tfstate-111122223333" });
});

test("STATE-01 the state bucket has prevent_destroy", () => {
  expect(text).toHaveResourceWithProperties(S3Bucket, {
    bucket: "retail-forecast-tfstate-111122223333",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
});

test("STATE-01 the state bucket is versioned", () => {
  expect(text).toHaveResourceWithProperties(S3BucketVersioningA, {
    versioning_configuration: { status: "Enabled" },
  });
});

test("STATE-01 the state bucket blocks public access in all four ways", () => {
  expect(text).toHaveResourceWithProperties(S3BucketPublicAccessBlock, {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("STATE-01 the account owns all objects of the state bucket", () => {
  expect(text).toHaveResourceWithProperties(S3BucketOwnershipControls, {
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
});

test("STATE-01 the state bucket is encrypted with its own key", () => {
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
});

test("STATE-01 the key of the state bucket rotates", () => {
  expect(text).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
});

test("STATE-01 the key of the state bucket has prevent_destroy and a deletion window of 30 days", () => {
  expect(text).toHaveResourceWithProperties(KmsKey, {
    deletion_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});

test("STATE-01 the key of the state bucket has an alias", () => {
  expect(state.find("aws_kms_alias.state_key")?.config).toMatchObject({
    name: "alias/retail-forecast-tfstate",
    target_key_id: "${aws_kms_key.state_key.key_id}",
  });
});

describe("the policy of the state bucket", () => {
  const policy = JSON.parse(String(state.find("aws_s3_bucket_policy.state_bucket")?.config["policy"])) as {
    Statement: unknown[];
  };

  test("STATE-01 the policy denies plain HTTP", () => {
    expect(policy.Statement).toContainEqual({
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["${aws_s3_bucket.state_bucket.arn}", "${aws_s3_bucket.state_bucket.arn}/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  test("STATE-01 the policy denies objects with encryption other than KMS", () => {
    expect(policy.Statement).toContainEqual({
      Sid: "KmsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "${aws_s3_bucket.state_bucket.arn}/*",
      Condition: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    });
  });

  test("STATE-01 the policy has no other statement", () => {
    expect(policy.Statement).toHaveLength(2);
  });
});

describe("the lifecycle of the state bucket", () => {
  const [rule, ...others] = asArray(
    state.find("aws_s3_bucket_lifecycle_configuration.state_bucket")?.config["rule"],
  );

  test("STATE-01 noncurrent states expire after 90 days, and current ones never", () => {
    expect(rule).toMatchObject({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] });
    expect(rule).not.toHaveProperty("expiration");
  });

  test("STATE-01 plans expire after a day, with their old versions, uploads and delete markers", () => {
    const common = { status: "Enabled", filter: [{ prefix: "plans/" }] };
    expect(others).toEqual([
      {
        id: "plans",
        ...common,
        expiration: [{ days: 1 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
      },
      { id: "plans-delete-markers", ...common, expiration: [{ expired_object_delete_marker: true }] },
    ]);
  });

  test("STATE-01 no state is in the folder of the plans", () => {
    const keys = ENVIRONMENTS.flatMap((name) =>
      planOf(name).stacks.map(({ terraform }) =>
        String(asObject(asObject(terraform["backend"] ?? null)["s3"])["key"]),
      ),
    );
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.filter((key) => key.startsWith("plans/"))).toEqual([]);
  });

  test("STATE-01 incomplete uploads expire after 7 days", () => {
    expect(rule).toMatchObject({ abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] });
  });
});

test("STATE-01 the first apply keeps its state in a local file, with an override beside the stack", () => {
  const outdir = mkdtempSync(join(tmpdir(), "state-"));
  try {
    synthesize([{ name: RETAIL, config: configWith(RETAIL) }], outdir);
    const override = readFileSync(join(outdir, "stacks", `${RETAIL}-state`, STACK_FILES.firstApply), "utf8");
    expect(JSON.parse(override)).toEqual({
      terraform: { backend: { local: { path: "terraform.tfstate" } } },
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

// Terraform merges a file of this name as an override, so it is in a separate folder until the first apply.
test("STATE-01 the override is in a folder, where Terraform ignores it", () => {
  expect(STACK_FILES.firstApply).toMatch(/^[^/]+\/[^/]+_override\.tf\.json$/);
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
