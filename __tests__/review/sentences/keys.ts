import { type SentenceCase } from "./case";

const KEY = "aws_kms_key.main";
const ALIAS = "aws_kms_alias.main";
const BUCKET_KEY = "aws_s3_bucket_server_side_encryption_configuration.main";

const encryptedWith = (key: string) => ({
  rule: { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key } },
});

/** KMS keys that end, and their names and users. */
export const KEY_SENTENCES: readonly SentenceCase[] = [
  {
    before: { [KEY]: {} },
    after: { [KEY]: { is_enabled: false } },
    lines: [
      "attention, outage: aws_kms_key.main is turned off: nothing reads or writes what it encrypts until it is turned on",
    ],
  },
  {
    before: { [KEY]: {} },
    after: { [KEY]: { is_enabled: "${var.is_enabled}" } },
    lines: [
      "attention, outage: aws_kms_key.main may be turned off: nothing reads or writes what it encrypts until it is turned on",
    ],
  },
  {
    before: { [KEY]: { enable_key_rotation: true, rotation_period_in_days: 180 } },
    after: { [KEY]: { enable_key_rotation: false, rotation_period_in_days: 180 } },
    lines: ["attention, less protection: AWS no longer rotates aws_kms_key.main"],
  },
  {
    before: { [KEY]: {} },
    after: { [KEY]: { deletion_window_in_days: 7 } },
    lines: ["attention: days until aws_kms_key.main is deleted, once its deletion is scheduled: not set → 7"],
  },
  {
    before: { [KEY]: {}, "aws_sns_topic.main": { kms_master_key_id: `\${${KEY}.id}` } },
    lines: [
      "info: aws_kms_key.main: the key is deleted; it encrypts messages that nothing keeps",
      "attention: aws_sns_topic.main is deleted with all its subscriptions, also those that others made",
    ],
  },
  {
    before: { [KEY]: {} },
    lines: [
      "attention, data lost: aws_kms_key.main: the apply schedules the deletion of the key: from then on nobody can read what it encrypts, which is lost 30 days later; until then, aws kms cancel-key-deletion and aws kms enable-key take it back",
    ],
  },
  {
    before: {
      [KEY]: { deletion_window_in_days: 7 },
      "aws_cloudwatch_log_group.main": { kms_key_id: `\${${KEY}.arn}` },
    },
    after: { "aws_cloudwatch_log_group.main": {} },
    lines: [
      "attention, data lost: aws_kms_key.main: the apply schedules the deletion of the key: from then on nobody can read the data of aws_cloudwatch_log_group.main, backups and snapshots included, which is lost 7 days later; until then, aws kms cancel-key-deletion and aws kms enable-key take it back",
      "attention: KMS key of aws_cloudwatch_log_group.main: ${aws_kms_key.main.arn} → not set; existing data keeps the old key, which must stay as long as the data, and readers need both",
    ],
  },
  {
    before: { [BUCKET_KEY]: encryptedWith("key-a") },
    after: { [BUCKET_KEY]: encryptedWith("key-b") },
    lines: [
      "attention: KMS key of aws_s3_bucket_server_side_encryption_configuration.main: key-a → key-b; existing data keeps the old key, which must stay as long as the data, and readers need both",
    ],
  },
  {
    before: { [ALIAS]: { name: "alias/main", target_key_id: "key-a" } },
    lines: ["attention: aws_kms_alias.main: the name of the key goes, and what names the key by it fails"],
  },
  {
    before: { [ALIAS]: { name: "alias/main", target_key_id: "key-a" } },
    after: { [ALIAS]: { name: "alias/main", target_key_id: "key-b" } },
    lines: [
      "attention: aws_kms_alias.main leads to another key: key-a → key-b; data keeps the key that it has, and new data gets the other one",
    ],
  },
];
