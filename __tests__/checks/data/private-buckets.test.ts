import { privateBuckets } from "../../../src/checks/data/private-buckets";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add, edited, findingsOf } from "../terraform/edits";

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

describe("a bucket for logs", () => {
  const HARDENED = "ml-inference-hardened";
  const finding = (message: string) => [`aws_s3_bucket.access_logs: bucket: ${message}`];

  test("is accepted with S3's own key", () => {
    expect(foundBy(privateBuckets, environmentPlan(planOf(HARDENED)))).toEqual([]);
  });

  test("with a KMS key is reported", () => {
    const edit = edited(
      "state",
      "aws_s3_bucket_server_side_encryption_configuration.access_logs",
      (each) => (each["rule"][0].apply_server_side_encryption_by_default.sse_algorithm = "aws:kms"),
    );
    expect(findings(HARDENED, edit)).toEqual(
      finding("an ALB cannot write logs to it: its encryption is not AES256"),
    );
  });

  test("whose logs never expire is reported", () => {
    const edit = edited(
      "state",
      "aws_s3_bucket_lifecycle_configuration.access_logs",
      (each) => delete each["rule"][0].expiration,
    );
    expect(findings(HARDENED, edit)).toEqual(finding("its logs never expire"));
  });

  test("whose rule covers a folder only is reported", () => {
    const edit = edited(
      "state",
      "aws_s3_bucket_lifecycle_configuration.access_logs",
      (each) => (each["rule"][0].filter = [{ prefix: "buckets/" }]),
    );
    expect(findings(HARDENED, edit)).toEqual(
      finding("old versions never expire; incomplete uploads never expire; its logs never expire"),
    );
  });
});

describe("a lifecycle", () => {
  type Rule = Record<string, unknown>;
  const ofState = (edit: (rules: Rule[]) => void) =>
    findings(
      ML,
      edited("state", "aws_s3_bucket_lifecycle_configuration.state_bucket", (each) =>
        edit(each["rule"] as Rule[]),
      ),
    );
  const finding = (message: string) => [`aws_s3_bucket.state_bucket: bucket: ${message}`];

  test("of the state bucket that deletes states is reported", () => {
    expect(ofState(([whole]) => Object.assign(whole as Rule, { expiration: [{ days: 400 }] }))).toEqual(
      finding("its objects expire"),
    );
  });

  test("is reported if the folder of the plans contains states", () => {
    const messages = ofState((rules) => {
      for (const rule of rules.slice(1)) rule["filter"] = [{ prefix: `${ML}/` }];
    });
    expect(messages).toEqual(finding("its objects expire; its objects expire"));
  });

  test.each([
    [{ tag: [{ key: "a", value: "b" }] }],
    [{ prefix: "plans/", object_size_greater_than: 1 }],
    [{ prefix: "p" }],
  ])("that expires the objects of the filter %j is reported", (filter) => {
    const messages = ofState((rules) => void (rules[2] = { ...rules[2], filter: [filter] }));
    expect(messages).toEqual(finding("its objects expire"));
  });

  test("that keeps old versions of plans is reported", () => {
    const messages = ofState((rules) => void delete rules[1]?.["noncurrent_version_expiration"]);
    expect(messages).toEqual([
      expect.stringContaining("old versions in plans/ remain after its objects expire"),
    ]);
  });

  test("whose rules cover the plans only is reported", () => {
    const messages = ofState((rules) => void rules.shift());
    expect(messages).toEqual(finding("old versions never expire; incomplete uploads never expire"));
  });

  test("of the model bucket that expires a folder is reported", () => {
    const edit = edited("cluster", "aws_s3_bucket_lifecycle_configuration.models", (each) => {
      const rule = { status: "Enabled", filter: [{ prefix: "plans/" }], id: "p" };
      (each["rule"] as Rule[]).push({
        ...rule,
        expiration: [{ days: 1 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      });
    });
    expect(findings(ML, edit)).toEqual(["aws_s3_bucket.models: bucket: its objects expire"]);
  });
});

describe("a second block for a setting of a bucket", () => {
  const BUCKET = "${aws_s3_bucket.models.id}";
  const finding = (message: string) => [expect.stringContaining(`aws_s3_bucket.models: bucket: ${message}`)];

  test.each<[type: string, config: object, message: string]>([
    [
      "aws_s3_bucket_public_access_block",
      {
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      "block_public_policy is not true",
    ],
    [
      "aws_s3_bucket_ownership_controls",
      { rule: { object_ownership: "ObjectWriter" } },
      "other accounts can own its objects",
    ],
    [
      "aws_s3_bucket_server_side_encryption_configuration",
      {
        rule: [
          { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" }, bucket_key_enabled: true },
        ],
      },
      "no KMS key of this environment encrypts it",
    ],
    [
      "aws_s3_bucket_versioning",
      { versioning_configuration: { status: "Suspended" } },
      "overwritten objects are lost",
    ],
    [
      "aws_s3_bucket_lifecycle_configuration",
      { rule: [{ id: "a", status: "Enabled", filter: [{}], expiration: [{ days: 1 }] }] },
      "its objects expire",
    ],
  ])("%s is reported with what it sets", (type, config, message) => {
    const found = findings(ML, add("cluster", type, { bucket: BUCKET, ...config }));
    expect(found).toEqual(finding(message));
    expect(found[0]).toContain(`${type}.models and ${type}.extra set it, and each apply undoes one of them`);
  });

  test("is reported if it sets the same", () => {
    const config = { bucket: BUCKET, versioning_configuration: { status: "Enabled" } };
    expect(findings(ML, add("cluster", "aws_s3_bucket_versioning", config))).toEqual(
      finding("aws_s3_bucket_versioning.models and aws_s3_bucket_versioning.extra set it"),
    );
  });

  test("is reported for policies, of which the last one replaces the others", () => {
    expect(findings(ML, add("cluster", "aws_s3_bucket_policy", { bucket: BUCKET, policy: "{}" }))).toEqual(
      finding("aws_s3_bucket_policy.models and aws_s3_bucket_policy.extra set it"),
    );
  });

  test("is reported if it has the name of the bucket, also in another layer", () => {
    const config = {
      bucket: "ml-inference-prod-models-222233334444",
      rule: [{ id: "a", status: "Enabled", filter: [{}], expiration: [{ days: 1 }] }],
    };
    expect(findings(ML, add("platform", "aws_s3_bucket_lifecycle_configuration", config))).toEqual(
      finding("its objects expire"),
    );
  });

  test("for another bucket is accepted", () => {
    const config = { bucket: "lists-of-the-account", versioning_configuration: { status: "Suspended" } };
    expect(findings(ML, add("cluster", "aws_s3_bucket_versioning", config))).toEqual([]);
  });
});

test("reports two lifecycle rules with one id", () => {
  const edit = edited("state", "aws_s3_bucket_lifecycle_configuration.state_bucket", (each) => {
    const rules = each["rule"] as Record<string, unknown>[];
    rules.push({ ...rules[0], status: "Disabled" });
  });
  expect(findings(ML, edit)).toEqual([
    "aws_s3_bucket.state_bucket: bucket: two lifecycle rules have the id old-versions, which S3 refuses",
  ]);
});

test("accepts a lifecycle rule that is switched off", () => {
  const edit = edited("state", "aws_s3_bucket_lifecycle_configuration.state_bucket", (each) => {
    const rules = each["rule"] as Record<string, unknown>[];
    rules.push({ ...rules[0], id: "another", status: "Disabled", expiration: [{ days: 1 }] });
  });
  expect(findings(ML, edit)).toEqual([]);
});
