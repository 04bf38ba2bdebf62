import { IDENTITY_CHECKS } from "../../../../src/checks/generated/identity";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { planOf } from "../../../support/reference-plans";

/** The environment of all cases, its account, and a stranger's. */
export const ENVIRONMENT = "mlapp";
export const ACCOUNT = "333344445555";
export const FOREIGN = "999988887777";

/** A role that the file of the environment names as administrator. */
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/mlops-admin`;
export const UNDECLARED = `arn:aws:iam::${ACCOUNT}:role/another-team`;
export const FOREIGN_ROLE = `arn:aws:iam::${FOREIGN}:role/reader`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const errorsOf = (plan: Parameters<typeof foundBy>[1]): string[] =>
  IDENTITY_CHECKS.flatMap((check) => foundBy(check, plan).map((line) => `${check.id} ${line}`));

const before = new Set(errorsOf(environmentPlan(planOf(ENVIRONMENT))));

/** Findings of the checks on identities that a file of the owner in the layer cluster causes. */
export const causedBy = (text: string): string[] =>
  errorsOf(environmentWithOwnFile(ENVIRONMENT, "cluster", text)).filter((line) => !before.has(line));

export interface Written {
  readonly Effect?: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy as an argument of HCL, which JSON is. */
export const policy = (...statements: readonly Written[]): string =>
  `jsonencode(${JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
  })})`;

/** A block with arguments in HCL. */
export const resource = (type: string, args: Readonly<Record<string, string>>, nested = ""): string =>
  [
    `resource "${type}" "x" {`,
    ...Object.entries(args).map(([name, value]) => `  ${name} = ${value}`),
    nested,
    "}\n",
  ].join("\n");

/** Arguments whose values are texts. */
export const texts = (args: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, JSON.stringify(value)]));

const BUCKET = "arn:aws:s3:::mlapp-x";

/** Each bucket policy denies this. */
const DENIED: readonly Written[] = [
  {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [BUCKET, `${BUCKET}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
  {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: [`${BUCKET}/*`],
    Condition: {
      StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
      Null: { "s3:x-amz-server-side-encryption": "false" },
    },
  },
];

/** A bucket with a policy that allows reads as given. */
export const bucket = (...statements: readonly Partial<Written>[]): string =>
  'resource "aws_s3_bucket" "x" {\n  bucket = "mlapp-x"\n}\n' +
  resource("aws_s3_bucket_policy", {
    bucket: "aws_s3_bucket.x.id",
    policy: policy(
      ...DENIED,
      ...statements.map((each) => ({ Action: "s3:GetObject", Resource: `${BUCKET}/*`, ...each })),
    ),
  });

/** A key with a statement beside that of the account. */
export const key = (...statements: readonly Partial<Written>[]): string =>
  resource("aws_kms_key", {
    policy: policy(
      { Principal: { AWS: ROOT }, Action: "kms:*", Resource: "*" },
      ...statements.map((each) => ({ Action: "kms:Decrypt", Resource: "*", ...each })),
    ),
  });

/** A role that a block of the owner uses. */
export const role = (...trust: readonly Partial<Written>[]): string =>
  resource("aws_iam_role", {
    name: '"mlapp-x"',
    assume_role_policy: policy(...trust.map((each) => ({ Action: "sts:AssumeRole", ...each }))),
  }) + 'output "x_role" {\n  value = aws_iam_role.x.arn\n}\n';

/** A queue with a policy. */
export const queue = (...statements: readonly Partial<Written>[]): string =>
  resource("aws_sqs_queue", {
    name: '"mlapp-x"',
    policy: policy(
      ...statements.map((each) => ({
        Action: "sqs:SendMessage",
        Resource: `arn:aws:sqs:us-east-1:${ACCOUNT}:mlapp-x`,
        ...each,
      })),
    ),
  });

/** A condition on the account for which a service acts. */
export const forAccount = (account: string): NonNullable<Written["Condition"]> => ({
  StringEquals: { "aws:SourceAccount": account },
});
