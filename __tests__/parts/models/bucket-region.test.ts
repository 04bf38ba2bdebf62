import { block, blocks, type JsonObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

const NAME = "company.models-1";

const withBucket = (modelBucket: object, egress = "none"): Plan =>
  planWith("ml-inference-prod", { network: { egress }, modelBucket: { existingName: NAME, ...modelBucket } });

const read = (plan: Plan): JsonObject[] =>
  plan
    .stack("cluster")
    .dataSources("aws_s3_bucket")
    .map(({ config }) => config);

test("a plan fails where an existing model bucket is in another Region, which the gateway endpoint does not reach", () => {
  const [bucket = {}] = read(withBucket({}));
  expect(bucket["bucket"]).toBe(NAME);
  const [claim] = blocks(block(bucket["lifecycle"])["postcondition"]);
  expect(claim).toEqual({
    condition:
      '${try(regex("[.]s3[.]([^.]+)[.]amazonaws[.]com", self.bucket_regional_domain_name)[0], "ap-southeast-2") == "ap-southeast-2"}',
    error_message:
      "the bucket company.models-1 of modelBucket.existingName is not in ap-southeast-2 (${self.bucket_regional_domain_name}), and the gateway endpoint of S3 serves no other Region; copy its objects to a bucket in ap-southeast-2",
  });
});

test("with NAT gateways a bucket in another Region is reached, and nothing is read", () => {
  expect(read(withBucket({}, "single-nat"))).toEqual([]);
  expect(read(planOf("mlapp"))).toEqual([]);
});

test("a bucket that Terraform creates is in the Region of the environment", () => {
  expect(read(planOf("ml-inference-prod"))).toEqual([]);
});

test("a bucket with a key of another account is not read, since its owner need not let plans list it", () => {
  const key = (account: string): object => ({
    kmsKeyArn: `arn:aws:kms:ap-southeast-2:${account}:key/0a1b2c3d-0000-4000-8000-999988887777`,
  });
  expect(read(withBucket(key("999988887777")))).toEqual([]);
  expect(read(withBucket(key("222233334444")))).toHaveLength(1);
});
