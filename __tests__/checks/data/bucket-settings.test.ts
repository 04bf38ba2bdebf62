import { bucketSettings } from "../../../src/checks/data/bucket-settings";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, add, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(bucketSettings);
const MODELS = "${aws_s3_bucket.models.id}";
const HARDENED = "ml-inference-hardened";

test.each(ENVIRONMENTS)("accepts %s", (environment) => {
  expect(foundBy(bucketSettings, environmentPlan(planOf(environment)))).toEqual([]);
});

const exported = (type: string, destination: object): Edit =>
  add("cluster", type, {
    bucket: MODELS,
    name: "a",
    ...(type === "aws_s3_bucket_inventory"
      ? { destination: [{ bucket: [destination] }] }
      : {
          storage_class_analysis: [
            { data_export: [{ destination: [{ s3_bucket_destination: [destination] }] }] },
          ],
        }),
  });
const cors = (origins: readonly string[]): Edit =>
  add("cluster", "aws_s3_bucket_cors_configuration", {
    bucket: MODELS,
    cors_rule: [{ allowed_methods: ["GET"], allowed_origins: origins }],
  });

test.each<[title: string, edit: Edit, message: string]>([
  [
    "a website",
    add("cluster", "aws_s3_bucket_website_configuration", {
      bucket: MODELS,
      index_document: [{ suffix: "a" }],
    }),
    "aws_s3_bucket_website_configuration.extra: bucket: it publishes the objects of aws_s3_bucket.models as a website, without TLS",
  ],
  [
    "an inventory in a bucket of others",
    exported("aws_s3_bucket_inventory", { bucket_arn: "arn:aws:s3:::stranger", format: "CSV" }),
    "aws_s3_bucket_inventory.extra: bucket: it writes lists of the objects of aws_s3_bucket.models to arn:aws:s3:::stranger, which is no bucket of this environment or account",
  ],
  [
    "an inventory in another account",
    exported("aws_s3_bucket_inventory", {
      bucket_arn: "arn:aws:s3:::a",
      account_id: "999988887777",
      format: "CSV",
    }),
    "to arn:aws:s3:::a, which is no bucket of this environment or account",
  ],
  [
    "an analysis in a bucket of others",
    exported("aws_s3_bucket_analytics_configuration", { bucket_arn: "arn:aws:s3:::stranger" }),
    "aws_s3_bucket_analytics_configuration.extra: bucket: it writes lists of the objects",
  ],
  [
    "pages of any origin",
    cors(["https://console.example.com", "*"]),
    "aws_s3_bucket_cors_configuration.extra: bucket: pages of any origin can read aws_s3_bucket.models in the browser of a person who has a link",
  ],
  [
    "pages without TLS",
    cors(["http://console.example.com"]),
    "pages of http://console.example.com, without TLS,",
  ],
])("reports %s", (_, edit, message) => {
  expect(findings(ML, edit)).toEqual([expect.stringContaining(message)]);
});

test.each<[title: string, edit: Edit]>([
  [
    "an inventory in a bucket of the environment",
    exported("aws_s3_bucket_inventory", { bucket_arn: "${aws_s3_bucket.models.arn}", format: "CSV" }),
  ],
  [
    "an inventory in a bucket of the account",
    exported("aws_s3_bucket_inventory", {
      bucket_arn: "arn:aws:s3:::lists",
      account_id: "222233334444",
      format: "CSV",
    }),
  ],
  [
    "an analysis without an export",
    add("cluster", "aws_s3_bucket_analytics_configuration", { bucket: MODELS, name: "a" }),
  ],
  [
    "an analysis in a bucket of the account",
    exported("aws_s3_bucket_analytics_configuration", {
      bucket_arn: "arn:aws:s3:::lists",
      bucket_account_id: "222233334444",
    }),
  ],
  ["pages of a named origin", cors(["https://console.example.com"])],
])("accepts %s", (_, edit) => {
  expect(findings(ML, edit)).toEqual([]);
});

test("reports another person who reads the logs of a bucket", () => {
  const edit = edited("state", "aws_s3_bucket_logging.state_bucket", (each) => {
    each["target_grant"] = [
      { permission: "READ", grantee: [{ type: "Group", uri: "http://a.example.com" }] },
    ];
  });
  expect(findings(HARDENED, edit)).toEqual([
    "aws_s3_bucket_logging.state_bucket: bucket: target_grant gives http://a.example.com the right READ on each log of aws_s3_bucket.state_bucket",
  ]);
});

describe("a setting in the bucket itself", () => {
  test.each<[argument: string, value: unknown, danger: string]>([
    [
      "cors_rule",
      [{ allowed_methods: ["*"], allowed_origins: [] }],
      "lets pages of other origins read its objects",
    ],
    ["grant", [{ permissions: [], type: "Group" }], "gives rights on its objects by an ACL"],
    ["lifecycle_rule", [{ enabled: true, expiration: [{ days: 1 }] }], "deletes or moves its objects"],
    ["logging", [{ target_bucket: "stranger" }], "sends the logs of its requests to stranger"],
    ["versioning", [{ enabled: true, mfa_delete: true }], "keeps or stops old versions"],
    ["website", [{ index_document: "a" }], "publishes its objects as a website"],
    ["policy", "{}", "lets in those whom the policy names"],
    ["replication_configuration", [{ role: "a", rules: [] }], "copies its objects to another bucket"],
    ["server_side_encryption_configuration", [{ rule: [] }], "encrypts its objects"],
    ["request_payer", "Requester", "lets its readers pay"],
  ])("%s is reported", (argument, value, danger) => {
    const edit = edited("state", "aws_s3_bucket.state_bucket", (each) => (each[argument] = value));
    const messages = findings(ML, edit);
    expect(messages).toEqual([
      expect.stringContaining(`aws_s3_bucket.state_bucket: bucket: ${argument}, which ${danger}`),
    ]);
    expect(messages[0]).toContain("is in the bucket itself");
  });

  test.each([
    ["acl", "private"],
    ["request_payer", "BucketOwner"],
    ["website", []],
    ["force_destroy", false],
    ["bucket_prefix", null],
  ])("%s %j is accepted", (argument, value) => {
    expect(
      findings(
        ML,
        edited("state", "aws_s3_bucket.state_bucket", (each) => (each[argument] = value)),
      ),
    ).toEqual([]);
  });
});
