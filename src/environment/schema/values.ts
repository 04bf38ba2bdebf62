import { z } from "../../base/zod";
import { substituteFor } from "../../facts/instance-capacity";
import { IMAGE_WORDS, hasImage, isNeuron } from "../../facts/instance-types";
import { LOG_RETENTION_DAYS } from "../../facts/log-retention";
import { roleWithPath } from "../facts/role-paths";
import { expects } from "../expects";
import { EKS_REGIONS } from "../../facts/regions";
import { nearest } from "../../base/did-you-mean";

/** Text of any form. Terraform template sequences in it are escaped and keep their literal text. */
export const freeText = (maxLength: number) => z.string().min(1).max(maxLength);

/**
 * An AWS tag value. Commas are refused too, because the controller separates tags with them, and so
 * is a colon before a space or at the end: the controller's chart prints tags into YAML without
 * quotes.
 */
export const tagValue = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(
      /^[\p{L}\p{N} _.:/=+@-]+$/u,
      expects(
        "letters, digits, spaces and _ . : / = + - @",
        "remove characters that AWS does not allow in a tag",
      ),
    )
    .regex(
      /^(?!.*:(?: |$))/,
      expects(
        "no colon before a space or at the end, since the load balancer controller's chart prints tags without quotes",
        "remove the colon or the space",
      ),
    );

export const zoneLetter = () =>
  z
    .string()
    .regex(
      /^[a-z]$/,
      expects("the letter of an availability zone, such as a", "write the letter without the region"),
    );

/**
 * Key of a label, a taint or an annotation: a name, with or without a domain and `/` before it (Kubernetes documentation,
 * "Labels and Selectors" and "Annotations", read 2026-11-25).
 */
export const QUALIFIED_NAME =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;

export const hostedZoneId = () =>
  z
    .string()
    .regex(
      /^Z[A-Z0-9]{7,31}$/,
      expects("a Route 53 hosted zone id such as Z0123456789ABCDEFGHIJ", "copy the id of the hosted zone"),
    );

export const vpcId = () =>
  z
    .string()
    .regex(
      /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/,
      expects("a VPC id such as vpc-0123456789abcdef0", "copy the id of the VPC"),
    );

/** An id that AWS gives a resource of EC2: a prefix, and 8 or 17 hexadecimal digits. */
export const ec2Id = (prefix: string, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      expects(`${what} id such as ${prefix}-0123456789abcdef0`, "copy the id from AWS"),
    );

export const transitGatewayId = () =>
  z
    .string()
    .regex(
      /^tgw-([0-9a-f]{8}|[0-9a-f]{17})$/,
      expects(
        "a transit gateway id such as tgw-0123456789abcdef0",
        "copy the id of the transit gateway, not of an attachment",
      ),
    );

export const accountId = () =>
  z.string().regex(/^\d{12}$/, expects("the 12 digits of an AWS account", accountFix));

/** YAML reads digits without quotes as a number, without the zeros that they begin with. */
const accountFix = (given: string): string =>
  /^\d+$/.test(given) && given.length < 12
    ? "write all 12 digits"
    : 'write the digits of the account in quotes, such as "111122223333"';

export const region = () =>
  z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, expects("an AWS region such as eu-west-1", regionFix));

/** A zone, or a name of other letters, leads to its region. */
const regionFix = (given: string): string => {
  const meant = nearest(given, EKS_REGIONS);
  return meant === undefined
    ? "write the code, such as eu-central-1 for Frankfurt"
    : `did you mean ${meant}?`;
};

export const instanceType = () =>
  z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, {
      ...expects("an EC2 instance type such as t3.medium", "correct the instance type"),
      abort: true,
    });

/** An instance type for nodes. */
export const nodeType = () =>
  instanceType().refine(
    hasImage,
    expects(
      IMAGE_WORDS.withImage,
      (given) =>
        `choose a type such as ${substituteFor(given)}${isNeuron(given) ? `: ${IMAGE_WORDS.neuron}` : ""}`,
    ),
  );

export const arn = (pattern: RegExp, example: string) =>
  z.string().regex(pattern, expects(`an ARN such as ${example}`, "copy the whole ARN"));

export const roleArn = () =>
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      expects("the ARN of an IAM role such as arn:aws:iam::111122223333:role/platform-admin", roleFix),
    );

/** Users often paste the ARN of their own session or user, which is not the ARN of a role. */
function roleFix(given: string): string {
  const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\//.exec(given);
  if (session) {
    const [, partition = "", account = "", role = ""] = session;
    return `write the ARN of the IAM role, not of its session: ${roleWithPath(partition, account, role)}, with the path of the role if it has one`;
  }
  const [, other] =
    /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:(user|federated-user|group|root)\b/.exec(given) ?? [];
  if (other === "root") return "use an IAM role, not the root user";
  return other === undefined ? "copy the whole ARN of the role" : `use an IAM role, not an IAM ${other}`;
}

/** An IAM managed policy of a customer: its name, or its ARN where it has a path. */
export const customerPolicy = () =>
  z.string().regex(
    /^(arn:aws[a-z-]*:iam::\d{12}:policy\/([\w+=,.@-]+\/)*)?[\w+=,.@-]{1,128}$/,
    expects(
      "the name of a customer managed policy such as platform-boundary, or its ARN such as arn:aws:iam::111122223333:policy/team/platform-boundary",
      (given) =>
        given.includes(":iam::aws:")
          ? "copy the document of the AWS managed policy into a policy of the account, and write the name of that one"
          : "write the name of the policy, or copy its whole ARN",
    ),
  );

export const webAclArn = () =>
  arn(
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]+$/,
    "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/models/…",
  );

/** A time in UTC, in seconds. */
export const utcTime = () =>
  z.iso.datetime(
    expects(
      "a time in UTC such as 2026-12-01T11:30:00Z",
      "write the time as the AWS CLI shows it, with Z at its end",
    ),
  );

/** Amount in USD a month. */
export const usd = () => z.number().gt(0).max(10_000_000);

/** Retention period of CloudWatch logs, in days. */
export function retentionDays(days: (typeof LOG_RETENTION_DAYS)[number]) {
  return z
    .literal(
      LOG_RETENTION_DAYS,
      expects(
        `a CloudWatch Logs retention period: ${LOG_RETENTION_DAYS.join(", ")}`,
        "choose one of these periods",
      ),
    )
    .default(days);
}
