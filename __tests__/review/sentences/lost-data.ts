import { type SentenceCase } from "./case";

const BUCKET = "aws_s3_bucket.main";
const REPOSITORY = "aws_ecr_repository.main";

/** Objects that are deleted with their data, and protections from deletion. */
export const LOST_DATA_SENTENCES: readonly SentenceCase[] = [
  {
    before: { "aws_cloudwatch_log_group.main": { skip_destroy: true } },
    lines: [
      "attention: aws_cloudwatch_log_group.main: the log group stays in AWS, and Terraform no longer manages it",
    ],
  },
  {
    before: { "aws_dynamodb_table.main": { lifecycle: { prevent_destroy: true } } },
    lines: [
      "attention, data lost: aws_dynamodb_table.main: the apply deletes the table with its items; its prevent_destroy goes with this change",
    ],
  },
  {
    before: { [BUCKET]: { bucket: "a", lifecycle: { prevent_destroy: true } } },
    after: { [BUCKET]: { bucket: "b", lifecycle: { prevent_destroy: true } } },
    lines: [
      "attention, data lost: aws_s3_bucket.main: the apply deletes the bucket with its objects and their old versions; AWS refuses it while there are any, and the apply stops there; its prevent_destroy stops the plan",
    ],
  },
  {
    before: { [REPOSITORY]: { force_delete: false } },
    lines: [
      "attention: aws_ecr_repository.main: the apply deletes the repository with its images; AWS refuses it while there are any, and the apply stops there",
    ],
  },
  {
    before: { [BUCKET]: { lifecycle: { prevent_destroy: true } } },
    after: { [BUCKET]: {} },
    lines: [
      "attention, less protection: prevent_destroy of aws_s3_bucket.main: true → not set: an apply that destroys or replaces it is no longer stopped",
    ],
  },
  {
    before: { [BUCKET]: {} },
    after: { [BUCKET]: { force_destroy: true } },
    lines: [
      "attention, less protection: force_destroy of aws_s3_bucket.main: not set → true: a later apply that removes it deletes its content, where AWS refused it before",
    ],
  },
];
