import { privateBuckets } from "../../../src/checks/hygiene/private-buckets";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, edited, findingsOf } from "./edits";

const findings = findingsOf(privateBuckets);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(privateBuckets, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a bucket that can become public", () => {
  const edit = edited(
    "state",
    "aws_s3_bucket_public_access_block.state_bucket",
    (each) => (each["block_public_policy"] = false),
  );
  expect(findings(ML, edit)).toEqual(["aws_s3_bucket.state_bucket: bucket: block_public_policy is not true"]);
});

test("reports a bucket without versioning", () => {
  const edit = edited(
    "cluster",
    "aws_s3_bucket_versioning.models",
    (each) => (each["versioning_configuration"].status = "Suspended"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_s3_bucket.models: bucket: overwritten objects are lost: versioning is not enabled",
  ]);
});

test("reports a bucket that S3 encrypts with its own key", () => {
  const edit = edited(
    "cluster",
    "aws_s3_bucket_server_side_encryption_configuration.models",
    (each) => (each["rule"][0].apply_server_side_encryption_by_default.sse_algorithm = "AES256"),
  );
  expect(findings(ML, edit)).toEqual([
    "aws_s3_bucket.models: bucket: no KMS key of this environment encrypts it",
  ]);
});
