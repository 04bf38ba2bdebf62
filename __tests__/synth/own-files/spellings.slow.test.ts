import { CHECKS } from "../../../src/checks/all";
import { runChecks, severityOf } from "../../../src/checks/run";
import { environmentWithOwnFile } from "../../support/own-stacks";

/** Errors of an own file of `mlapp`, as `check address: message`, without the digest of the block. */
function errorsOf(text: string): string[] {
  const plan = environmentWithOwnFile("mlapp", "cluster", text);
  return runChecks({ plans: [plan], checks: CHECKS, waiversOf: () => [], today: "2026-11-20" })
    .filter((each) => severityOf(each) === "error" && each.address.includes(".data"))
    .map(
      ({ check, address, message }) => `${check.id} ${address}: ${message.replace(/^block \w+ /, "block ")}`,
    )
    .sort();
}

const BLOCKED = `
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
`;

const counted = (count: string): string => `
locals { env = "prod" }
resource "aws_s3_bucket" "data" {
  bucket = "lab-reports-a"
}
resource "aws_s3_bucket_public_access_block" "data" {
  count  = ${count}
  bucket = aws_s3_bucket.data.id
${BLOCKED}`;

const ERRORS = [
  "bucket-policies aws_s3_bucket.data",
  "destroy-protection aws_s3_bucket.data",
  "own-block-not-judged aws_s3_bucket_public_access_block.data",
  "private-buckets aws_s3_bucket.data",
];

describe("a public access block with a count of 1", () => {
  test.each([
    "1",
    'local.env == "prod" ? 1 : 0',
    "min(1, 2)",
    'tonumber("1")',
    '"${local.env}" == "prod" ? 1 : 0',
    'length(["a", "b",]) - 1',
    "try(1, 0)",
    'length(compact(["x"]))',
  ])("written %s gives the same findings", (count) => {
    const found = errorsOf(counted(count));
    expect(found.map((each) => each.split(":")[0])).toEqual(ERRORS);
    expect(found).toEqual(errorsOf(counted("1")));
  });
});

test.each(["0", "length([]) - 0", 'length(compact([""]))'])(
  "a public access block with count = %s does not exist, which is a finding of its bucket",
  (count) => {
    const more = errorsOf(counted(count)).filter((each) => !errorsOf(counted("1")).includes(each));
    expect(more).toEqual([expect.stringMatching(/^private-buckets .*: block_public_acls is not true/)]);
  },
);

const repeated = (forEach: string): string => `
locals { buckets = { "lab-reports-a" = true } }
resource "aws_s3_bucket" "data" {
  for_each = ${forEach}
  bucket   = each.key
}
resource "aws_s3_bucket_public_access_block" "data" {
  for_each = ${forEach}
  bucket   = aws_s3_bucket.data[each.key].id
${BLOCKED}`;

test.each([
  'toset(["lab-reports-a"])',
  "{ for k, v in local.buckets : k => v }",
  "local.buckets",
  "toset(keys(local.buckets))",
  '{ for name in split(",", "lab-reports-a") : name => upper(name) }',
])("findings of a bucket with for_each = %s are at its instance", (forEach) => {
  const found = errorsOf(repeated(forEach)).filter((each) => !each.startsWith("own-block-not-judged"));
  expect(found.map((each) => each.replace(/:.*/, ""))).toEqual([
    'bucket-policies aws_s3_bucket.data["lab-reports-a"]',
    'destroy-protection aws_s3_bucket.data["lab-reports-a"]',
    'private-buckets aws_s3_bucket.data["lab-reports-a"]',
  ]);
  expect(found.at(-1)).not.toContain("block_public_acls");
});
