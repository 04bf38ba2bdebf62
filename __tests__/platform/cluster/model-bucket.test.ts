import { asArray, asObject } from "../../../src/terraform/stack-json";
import { PROD, clusterOf, settings } from "../cluster-stack";

test("API-07 the model bucket has prevent_destroy", () => {
  expect(settings(clusterOf(PROD), "aws_s3_bucket.models")).toEqual({
    bucket: "ml-inference-prod-models-222233334444",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
});

test("API-07 the key of the model bucket has prevent_destroy and is an output", () => {
  const stack = clusterOf(PROD);
  expect(settings(stack, "aws_kms_key.cluster")["lifecycle"]).toEqual({ prevent_destroy: true });
  expect(asObject(stack.outputs["model_bucket_kms_key_arn"])["value"]).toBe("${aws_kms_key.cluster.arn}");
});

test.each([
  [
    "private in all four ways",
    "public_access_block",
    {
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
  ],
  ["owned by the account", "ownership_controls", { rule: { object_ownership: "BucketOwnerEnforced" } }],
  ["versioned", "versioning", { versioning_configuration: { status: "Enabled" } }],
  [
    "encrypted by the cluster's key",
    "server_side_encryption_configuration",
    {
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: "${aws_kms_key.cluster.arn}",
          },
          bucket_key_enabled: true,
        },
      ],
    },
  ],
])("API-07 the model bucket is %s", (_how, kind, expected) => {
  expect(settings(clusterOf(PROD), `aws_s3_bucket_${kind}.models`)).toEqual({
    bucket: "${aws_s3_bucket.models.id}",
    ...expected,
  });
});

test("API-07 the model bucket tiers its objects by access, and deletes no current objects", () => {
  const lifecycle = settings(clusterOf(PROD), "aws_s3_bucket_lifecycle_configuration.models");
  const [rule, ...others] = asArray(lifecycle["rule"]);
  expect(lifecycle["bucket"]).toBe("${aws_s3_bucket.models.id}");
  expect(rule).toMatchObject({
    status: "Enabled",
    transition: [{ days: 0, storage_class: "INTELLIGENT_TIERING" }],
  });
  expect(rule).not.toHaveProperty("expiration");
  expect(others).toEqual([]);
});

describe("an existing bucket", () => {
  const stack = clusterOf("mlapp");

  test("API-07 an existing bucket is not created", () => {
    expect(stack.resources("aws_s3_bucket")).toEqual([]);
  });

  test("API-07 an existing bucket is exported by name and ARN", () => {
    expect(asObject(stack.outputs["model_bucket"])["value"]).toBe("mlapp-model-registry");
    expect(asObject(stack.outputs["model_bucket_arn"])["value"]).toBe("arn:aws:s3:::mlapp-model-registry");
  });

  test("API-07 the cluster's key does not encrypt an existing bucket and can be destroyed", () => {
    expect(stack.outputs).not.toHaveProperty("model_bucket_kms_key_arn");
    expect(settings(stack, "aws_kms_key.cluster")).not.toHaveProperty("lifecycle");
  });
});
