import { HYPHENS, type NameLimit, limit } from "./resource-types/name-limit";

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

const CONTAINER = limit("name", 63, ...DNS_LABEL);

/** Limits of names of Kubernetes and Helm, and of keys and values in objects. */
export const KUBERNETES_NAMES = {
  /** By kind as in Terraform types. All other kinds have a DNS subdomain of up to 253 characters (`object`). */
  kinds: {
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
  } as Readonly<Record<string, NameLimit>>,
  object: limit("name", 253, ...SUBDOMAIN),
  /** Helm adds a suffix to the name of a release in the names of objects. */
  release: limit("name", 53, ...DNS_LABEL),
  container: CONTAINER,
  volume: CONTAINER,
  port: limit(
    "name",
    15,
    /^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "lowercase letters, digits and single -",
  ),
  configKey: limit("key", 253, /^(?!\.{1,2}$)[\w.-]+$/, "letters, digits and ._-"),
  /** Keys of labels and annotations: an optional DNS subdomain and `/`, and a name of up to 63 characters. */
  labelKey: limit(
    "key",
    253 + 1 + 63,
    /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/,
    "a name of letters, digits and ._-, with an optional DNS subdomain and / before it",
  ),
  labelValue: limit(
    "value",
    63,
    /^([A-Za-z0-9]([\w.-]*[A-Za-z0-9])?)?$/,
    "letters, digits and ._-, starting and ending with a letter or digit",
    0,
  ),
  /** Names in the values of the controller's annotations (controller 3.5.0 documentation). */
  annotations: {
    "alb.ingress.kubernetes.io/group.name": limit(
      "group.name",
      63,
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
      SUBDOMAIN[1],
    ),
    "alb.ingress.kubernetes.io/load-balancer-name": limit("load-balancer-name", 32, ...HYPHENS),
    "service.beta.kubernetes.io/aws-load-balancer-name": limit("load-balancer-name", 32, ...HYPHENS),
  } as Readonly<Record<string, NameLimit>>,
} as const;

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
