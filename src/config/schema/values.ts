import { z } from "zod";
import { isCidr } from "../../core/cidr";
import { LOG_RETENTION_DAYS } from "../../catalog/log-retention";
import { expects } from "../loader/expects";

/** Text without a form of its own; Terraform's template marks in it arrive as written. */
export const freeText = (maxLength: number) => z.string().min(1).max(maxLength);

/** What AWS takes as the value of a tag; the controller also joins tags with commas. */
export const tagValue = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(
      /^[\p{L}\p{N} _.:/=+@-]+$/u,
      expects("letters, digits, spaces and _ . : / = + - @", "AWS takes no other characters in a tag"),
    );

export const cidr = () =>
  z
    .string()
    .refine(isCidr, expects("an IPv4 range without host bits, such as 10.0.0.0/16", "correct the range"));

export const zoneLetter = () =>
  z
    .string()
    .regex(/^[a-z]$/, expects("the letter of an availability zone, such as a", "leave the region out"));

/** A DNS label as RFC 1035 has it: what Services, service accounts and namespaces can all be named. */
export const kubernetesName = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(
      /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
      expects("lower-case letters, digits and -, starting with a letter", "choose a plainer name"),
    );

export const dnsName = () =>
  z
    .string()
    .max(253)
    .regex(
      /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
      expects("a host name such as api.example.com", "leave out scheme and path"),
    );

export const bucketName = () =>
  z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      expects("3 to 63 lower-case letters, digits, . and -", "write the bucket's name, not its ARN"),
    );

export const hostedZoneId = () =>
  z
    .string()
    .regex(
      /^Z[A-Z0-9]{7,31}$/,
      expects("a Route 53 zone id such as Z0123456789ABCDEFGHIJ", "copy the id of the zone"),
    );

export const securityGroupId = () =>
  z
    .string()
    .regex(
      /^sg-[0-9a-f]{8,17}$/,
      expects("a security group id such as sg-0123456789abcdef0", "copy the id of the group"),
    );

export const instanceType = () =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
      expects("an EC2 instance type such as t3.medium", "correct the type"),
    );

const arn = (pattern: RegExp, example: string) =>
  z.string().regex(pattern, expects(`an ARN such as ${example}`, "copy the whole ARN"));

export const roleArn = () =>
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      expects("the ARN of an IAM role such as arn:aws:iam::111122223333:role/platform-admin", roleFix),
    );

/** People often have the ARN of themselves at hand, which an access entry for a role does not take. */
function roleFix(given: string): string {
  const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\//.exec(given);
  if (session) {
    const [, partition, account, role] = session;
    return `name the IAM role, not a session of it: arn:${partition}:iam::${account}:role/${role}, with the role's path if it has one`;
  }
  const [, other] =
    /^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:(user|federated-user|group|root)\b/.exec(given) ?? [];
  if (other === "root") return "name an IAM role, not the root user";
  return other === undefined ? "copy the whole ARN of the role" : `name an IAM role, not an IAM ${other}`;
}

export const certificateArn = () =>
  arn(
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/,
    "arn:aws:acm:eu-west-1:111122223333:certificate/…",
  );

export const webAclArn = () =>
  arn(
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[0-9a-f-]+$/,
    "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/models/…",
  );

export const emailAddress = () =>
  z.email(expects("an email address such as platform@example.com", "correct the address"));

/** US dollars for a month. */
export const usd = () => z.number().gt(0).max(10_000_000);

/** How long logs are kept, in days. */
export function retentionDays(days: (typeof LOG_RETENTION_DAYS)[number]) {
  return z
    .literal(
      LOG_RETENTION_DAYS,
      expects(`one of CloudWatch's retention periods: ${LOG_RETENTION_DAYS.join(", ")}`, "choose one"),
    )
    .default(days);
}
