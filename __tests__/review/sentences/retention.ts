import { type SentenceCase } from "./case";

const LOGS = "aws_cloudwatch_log_group.main";
const BUCKET = "aws_s3_bucket.main";
const RULES = "aws_s3_bucket_lifecycle_configuration.main";
const IMAGES = "aws_ecr_repository.main";
const POLICY = "aws_ecr_lifecycle_policy.main";

const expiring = (...rule: object[]) => ({
  [RULES]: { bucket: `\${${BUCKET}.id}`, rule: rule.map((each) => ({ status: "Enabled", ...each })) },
});
const selecting = (...selections: object[]) => ({
  [POLICY]: {
    repository: `\${${IMAGES}.name}`,
    policy: JSON.stringify({ rules: selections.map((selection) => ({ selection })) }),
  },
});
const newest = (countNumber: number) => ({
  tagStatus: "any",
  countType: "imageCountMoreThan",
  countNumber,
});
const aged = (tagStatus: string, countNumber: number) => ({
  tagStatus,
  countType: "sinceImagePushed",
  countUnit: "days",
  countNumber,
});

/** Data that AWS deletes after some time. */
export const RETENTION_SENTENCES: readonly SentenceCase[] = [
  {
    before: { [LOGS]: { retention_in_days: 90 } },
    after: { [LOGS]: { retention_in_days: 30 } },
    lines: [
      "attention, data lost: aws_cloudwatch_log_group.main: log retention in days: 90 → 30; the rest is deleted",
    ],
  },
  {
    before: { [LOGS]: { retention_in_days: 90 } },
    after: { [LOGS]: {} },
    lines: [
      "info: aws_cloudwatch_log_group.main: log retention in days: 90 → unlimited; nothing is deleted earlier",
    ],
  },
  {
    beside: { [BUCKET]: {} },
    before: expiring({ expiration: { days: 90 } }),
    after: expiring({ expiration: { days: 30 }, filter: { prefix: "logs/" } }),
    lines: [
      "attention, data lost: aws_s3_bucket_lifecycle_configuration.main: days for which objects below logs/ are kept: unlimited → 30; the rest is deleted",
    ],
  },
  {
    beside: { [BUCKET]: {} },
    before: expiring(),
    after: expiring(
      { expiration: { expired_object_delete_marker: true } },
      { abort_incomplete_multipart_upload: { days_after_initiation: 7 } },
    ),
    lines: [
      "info: aws_s3_bucket_lifecycle_configuration.main: days for which markers of deleted objects are kept: unlimited → unknown; days for which incomplete uploads are kept: unlimited → 7; nothing is deleted earlier",
    ],
  },
  {
    beside: { [BUCKET]: {} },
    before: expiring(),
    after: expiring({ noncurrent_version_expiration: { noncurrent_days: 30, newer_noncurrent_versions: 3 } }),
    lines: [
      "attention, data lost: aws_s3_bucket_lifecycle_configuration.main: days for which old versions of objects but the newest 3 are kept: unlimited → 30; the rest is deleted",
    ],
  },
  {
    beside: { [BUCKET]: {} },
    before: expiring(),
    after: expiring({ expiration: { date: "2027-01-01T00:00:00Z" } }),
    lines: [
      "attention, data lost: aws_s3_bucket_lifecycle_configuration.main: days for which objects are kept: unlimited → unknown; the rest is deleted",
    ],
  },
  {
    beside: { [IMAGES]: {} },
    before: selecting(newest(100)),
    after: selecting(newest(50)),
    lines: [
      "attention, data lost: aws_ecr_lifecycle_policy.main: number of images that are kept: 100 → 50; the rest is deleted",
    ],
  },
  {
    beside: { [IMAGES]: {} },
    before: selecting(aged("untagged", 30)),
    after: selecting(aged("untagged", 7), aged("tagged", 90)),
    lines: [
      "attention, data lost: aws_ecr_lifecycle_policy.main: days for which images without a tag are kept: 30 → 7; days for which images with a tag are kept: unlimited → 90; the rest is deleted",
    ],
  },
  {
    beside: { [IMAGES]: {} },
    before: selecting(newest(100)),
    after: {
      [POLICY]: { repository: "main", policy: "${data.aws_ecr_lifecycle_policy_document.main.json}" },
    },
    lines: [
      "attention, data lost: aws_ecr_lifecycle_policy.main: images that the policy ${data.aws_ecr_lifecycle_policy_document.main.json} keeps: unlimited → unknown; the rest is deleted",
    ],
  },
];
