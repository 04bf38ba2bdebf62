import { own } from "../base/own";

/**
 * A limit of a name or description in AWS or Kubernetes. Rows of `resource-types` have those of AWS.
 *
 * Sources, all read 2026-11-20: the API reference of each service for length and pattern of the field (IAM, EKS,
 * EC2, Elastic Load Balancing v2, S3 "bucket naming rules", KMS, CloudWatch and CloudWatch Logs, ECR, SNS, SQS,
 * EventBridge, Secrets Manager, RDS, WAFv2, AWS Backup, Route 53); Kubernetes "Object Names and IDs", "Labels and
 * Selectors", "RBAC"; Helm for the name of a release.
 */
export interface NameLimit {
  /** Path of the attribute; a step into a block needs no index. */
  readonly attribute: string;
  /** Minimum length, in characters. @default - none; every limit of the catalog sets one */
  readonly min?: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** Description of the allowed characters. */
  readonly of: string;
}

export const limit = (attribute: string, max: number, pattern: RegExp, of: string, min = 1): NameLimit => ({
  attribute,
  min,
  max,
  pattern,
  of,
});

export const HYPHENS = [
  /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
  "letters, digits and -, not - first or last",
] as const;
export const WORDS = [/^[\w-]+$/, "letters, digits, _ and -"] as const;
export const ANY = [/^[^\p{Cc}]*$/u, "any characters except control characters"] as const;

/** S3 user guide, "General purpose bucket naming rules". */
export const BUCKET_NAME = limit(
  "bucket",
  63,
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
  "lowercase letters, digits, . and -, as in a host name",
  3,
);

/** A DNS label: the name of a Kubernetes namespace, container or volume. */
const DNS_LABEL = [
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  "lowercase letters, digits and -, not - first or last",
] as const;

const SUBDOMAIN = [
  /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
  "lowercase letters, digits, . and -, starting and ending with a letter or digit",
] as const;
const SERVICE = [
  /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
  "lowercase letters, digits and -, starting with a letter, not - last",
] as const;
const PATH_SEGMENT = [/^(?!\.{1,2}$)[^/%]+$/, "any characters except / and %"] as const;

/**
 * Names of Kubernetes objects, by kind as in Terraform types. All other kinds have a DNS subdomain of up to 253
 * characters.
 */
const KUBERNETES: Readonly<Record<string, NameLimit>> = {
  namespace: limit("name", 63, ...DNS_LABEL),
  service: limit("name", 63, ...SERVICE),
  role: limit("name", 253, ...PATH_SEGMENT),
  role_binding: limit("name", 253, ...PATH_SEGMENT),
  cluster_role: limit("name", 253, ...PATH_SEGMENT),
  cluster_role_binding: limit("name", 253, ...PATH_SEGMENT),
  // Their pods have the name in a label, whose value has at most 63 characters.
  stateful_set: limit("name", 63, ...DNS_LABEL),
  daemonset: limit("name", 63, ...DNS_LABEL),
  job: limit("name", 63, ...DNS_LABEL),
  cron_job: limit("name", 52, ...DNS_LABEL),
};

export const OBJECT_NAME: NameLimit = limit("name", 253, ...SUBDOMAIN);

export const objectNameLimit = (kind: string): NameLimit => own(KUBERNETES, kind) ?? OBJECT_NAME;

/** Name of a Helm release. Helm adds a suffix to it in the names of objects. */
export const RELEASE_NAME = limit("name", 53, ...DNS_LABEL);

export const CONTAINER_NAME = limit("name", 63, ...DNS_LABEL);
export const PORT_NAME = limit(
  "name",
  15,
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
  "lowercase letters, digits and single -",
);
export const VOLUME_NAME = CONTAINER_NAME;
export const CONFIG_KEY = limit("key", 253, /^(?!\.{1,2}$)[\w.-]+$/, "letters, digits and ._-");
/** Keys of labels and annotations: an optional DNS subdomain and `/`, and a name of up to 63 characters. */
export const LABEL_KEY = limit(
  "key",
  253 + 1 + 63,
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/,
  "a name of letters, digits and ._-, with an optional DNS subdomain and / before it",
);
export const LABEL_VALUE = limit(
  "value",
  63,
  /^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/,
  "letters, digits and ._-, starting and ending with a letter or digit",
  0,
);

/** Names in the values of the controller's annotations (controller 3.5.0 documentation). */
export const ANNOTATION_LIMITS: Readonly<Record<string, NameLimit>> = {
  "alb.ingress.kubernetes.io/group.name": limit(
    "group.name",
    63,
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
    SUBDOMAIN[1],
  ),
  "alb.ingress.kubernetes.io/load-balancer-name": limit("load-balancer-name", 32, ...HYPHENS),
  "service.beta.kubernetes.io/aws-load-balancer-name": limit("load-balancer-name", 32, ...HYPHENS),
};

/** Limits of the tags of an AWS resource: their number, keys and values (Tagging guide, read 2026-11-20). */
export const TAG_LIMITS = {
  count: 50,
  key: limit(
    "key",
    128,
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
    "letters, digits, spaces and _.:/=+-@, not starting with aws:",
  ),
  value: limit("value", 256, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, "letters, digits, spaces and _.:/=+-@", 0),
} as const;
