import { z } from "../base/zod";
import { isCidr } from "../base/cidr";
import { counted } from "../base/counted";
import { BUCKET_NAME } from "../facts/name-limits";
import { expects } from "./expects";
import { arn } from "./schema/values";

/** Sorts the keys of a mapping with free names: their order in the file has no meaning, and must not change what is emitted. */
export const byKey = <Mapping extends object>(mapping: Mapping): Mapping =>
  Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1))) as Mapping;

export const cidr = () =>
  z
    .string()
    .refine(isCidr, expects("an IPv4 range without host bits, such as 10.0.0.0/16", "correct the range"));

/** An RFC 1035 label, a valid name for Services, service accounts and namespaces. */
export const kubernetesName = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(
      /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
      expects(
        "lowercase letters, digits and -, starting with a letter and not ending with -",
        "choose a name of that form",
      ),
    );

export const dnsName = () =>
  z
    .string()
    .max(253)
    .regex(
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      expects("a host name such as api.example.com, with at most 63 characters between dots", hostFix),
    );

function hostFix(given: string): string {
  if (/^\w+:\/\/|\//.test(given)) return "remove the scheme and the path";
  if (/:\d+$/.test(given)) return "remove the port";
  if (/[A-Z]/.test(given)) return `write it in lowercase: ${given.toLowerCase()}`;
  if (given.startsWith("*.")) return "write one host name, without *";
  if (given.endsWith(".")) return "remove the dot at the end";
  const long = given.split(".").find((label) => label.length > 63);
  return long === undefined
    ? "use lowercase letters, digits and - between dots"
    : `shorten the part of ${counted(long.length, "character")}`;
}

export const bucketName = () =>
  z
    .string()
    .min(3)
    .max(BUCKET_NAME.max)
    .regex(
      BUCKET_NAME.pattern,
      expects(
        "lowercase letters, digits, . and -, without .., and not a name that S3 reserves, such as an IP address or one that starts with xn-- or ends with -s3alias",
        bucketFix,
      ),
    );

/** A prefix of objects in a bucket, as a folder. */
export const objectPrefix = () =>
  z.string().regex(
    // Clients read the parts . and .. as folders, and ask for another key (S3 user guide, Naming
    // objects, read 2026-11-23).
    /^(?!(.*\/)?\.\.?\/)[\w!.'()-]+(\/[\w!.'()-]+)*\/$/,
    expects(
      "parts of letters, digits and _ ! . ' ( ) -, each followed by /, without / at the start and without a part . or ..",
      "write a prefix such as fraud-detection/",
    ),
  );

const bucketFix = (given: string): string =>
  given.startsWith("arn:")
    ? `write the name of the bucket: ${given.slice(given.lastIndexOf(":") + 1)}`
    : "write the name of an existing bucket";

export const securityGroupId = () =>
  z
    .string()
    .regex(
      /^sg-[0-9a-f]{8,17}$/,
      expects("a security group id such as sg-0123456789abcdef0", "copy the id of the security group"),
    );

export const certificateArn = () =>
  arn(
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/,
    "arn:aws:acm:eu-west-1:111122223333:certificate/…",
  );

/** The ARN of a key, not of an alias: IAM compares a policy's resource with the key that an alias points to. */
export const kmsKeyArn = () =>
  z
    .string()
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
      expects(
        "the ARN of a KMS key such as arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-111122223333",
        keyFix,
      ),
    );

function keyFix(given: string): string {
  return /(^|:)alias\//.test(given)
    ? `write the key's ARN: aws kms describe-key --key-id ${given} --query KeyMetadata.Arn`
    : "copy the whole ARN of the key";
}

export const emailAddress = () =>
  z.email(expects("an email address such as platform@example.com", "correct the address"));

export const urlPath = () =>
  z
    .string()
    .max(200)
    .regex(
      /^\/[\w./~:-]*$/,
      expects(
        "a path that starts with /, of letters, digits and _ . / ~ : -",
        "remove the host and the query string",
      ),
    );

/** Kubernetes refuses other paths in an Ingress. */
export const clientPath = () =>
  z
    .string()
    .max(200)
    .regex(
      /^(?!.*(\/\/|\/\.\.?(\/|$)))\/[\w./~:-]*$/,
      expects(
        "a path that starts with /, of letters, digits and _ . / ~ : -, without // and without a part . or ..",
        "remove the host and the query string, and write the path without such parts",
      ),
    );

export const port = () => z.int().min(1).max(65535);
