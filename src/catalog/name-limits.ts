import { own } from "../core/own";

/**
 * Limits of names and descriptions in AWS and Kubernetes, by Terraform type and attribute.
 *
 * Sources, all read 2026-11-20: the API reference of each service for length and pattern of the field (IAM, EKS,
 * EC2, Elastic Load Balancing v2, S3 "bucket naming rules", KMS, CloudWatch and CloudWatch Logs, ECR, SNS, SQS,
 * EventBridge, Secrets Manager, RDS, WAFv2, AWS Backup, Route 53); Kubernetes "Object Names and IDs", "Labels and
 * Selectors", "RBAC"; Helm for the name of a release.
 */
export interface NameLimit {
  /** Path of the attribute; a step into a block needs no index. */
  readonly attribute: string;
  /** Minimum length, in characters. @default - none; every limit of this file sets one */
  readonly min?: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** Description of the allowed characters. */
  readonly of: string;
}

const limit = (attribute: string, max: number, pattern: RegExp, of: string, min = 1): NameLimit => ({
  attribute,
  min,
  max,
  pattern,
  of,
});

const IAM = [/^[\w+=,.@-]+$/, "letters, digits and _+=,.@-"] as const;
const HYPHENS = [
  /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
  "letters, digits and -, not - first or last",
] as const;
const WORDS = [/^[\w-]+$/, "letters, digits, _ and -"] as const;
const LETTER_FIRST = [
  /^[A-Za-z0-9][\w-]*$/,
  "letters, digits, _ and -, starting with a letter or digit",
] as const;
const ANY = [/^[^\p{Cc}]*$/u, "any characters except control characters"] as const;
const EC2_TEXT = [
  /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]*$/,
  "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not starting with sg-",
] as const;
const IAM_TEXT = [/^[\t\n\r\x20-\x7e\xa1-\xff]*$/, "Latin-1 characters"] as const;

/** S3 user guide, "General purpose bucket naming rules". */
export const BUCKET_NAME = limit(
  "bucket",
  63,
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3)$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
  "lowercase letters, digits, . and -, as in a host name",
  3,
);

export const NAME_LIMITS: Readonly<Record<string, readonly NameLimit[]>> = {
  aws_iam_role: [limit("name", 64, ...IAM), limit("description", 1000, ...IAM_TEXT, 0)],
  aws_iam_policy: [limit("name", 128, ...IAM), limit("description", 1000, ...IAM_TEXT, 0)],
  aws_iam_role_policy: [limit("name", 128, ...IAM)],
  aws_iam_instance_profile: [limit("name", 128, ...IAM)],
  aws_eks_cluster: [limit("name", 100, ...LETTER_FIRST)],
  aws_eks_node_group: [limit("node_group_name", 63, ...LETTER_FIRST)],
  aws_eks_fargate_profile: [limit("fargate_profile_name", 100, ...LETTER_FIRST)],
  aws_launch_template: [
    limit("name", 128, /^[\w().\-/]+$/, "letters, digits and ().-/_", 3),
    limit("description", 255, ...ANY, 0),
  ],
  aws_security_group: [limit("name", 255, ...EC2_TEXT), limit("description", 255, ...EC2_TEXT, 0)],
  aws_vpc_security_group_ingress_rule: [limit("description", 255, ...EC2_TEXT, 0)],
  aws_vpc_security_group_egress_rule: [limit("description", 255, ...EC2_TEXT, 0)],
  aws_lb: [
    limit(
      "name",
      32,
      /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
      `${HYPHENS[1]}, not starting with internal-`,
    ),
  ],
  aws_lb_target_group: [limit("name", 32, ...HYPHENS)],
  aws_s3_bucket: [BUCKET_NAME],
  aws_kms_alias: [
    limit(
      "name",
      256,
      /^alias\/(?!aws\/)[\w/-]+$/,
      "alias/ followed by letters, digits, _, / and -, not alias/aws/",
    ),
  ],
  aws_kms_key: [limit("description", 8192, ...ANY, 0)],
  aws_cloudwatch_log_group: [limit("name", 512, /^(?!aws\/)[\w.\-/#]+$/, "letters, digits and _./#-")],
  aws_cloudwatch_metric_alarm: [limit("alarm_name", 255, /^[^\p{Cc}:]+$/u, "any characters except :")],
  aws_ecr_repository: [
    limit(
      "name",
      256,
      /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/,
      "lowercase letters and digits, separated by single . _ - or /",
      2,
    ),
  ],
  aws_sns_topic: [limit("name", 256, /^[\w-]+(\.fifo)?$/, WORDS[1])],
  aws_sqs_queue: [limit("name", 80, /^[\w-]+(\.fifo)?$/, WORDS[1])],
  aws_cloudwatch_event_rule: [limit("name", 64, /^[\w.-]+$/, "letters, digits and ._-")],
  aws_autoscaling_schedule: [limit("scheduled_action_name", 255, ...ANY)],
  aws_secretsmanager_secret: [limit("name", 512, /^[\w/+=.@-]+$/, "letters, digits and /_+=.@-")],
  aws_db_instance: [
    limit("identifier", 63, /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/, "lowercase letters, digits and single -"),
  ],
  aws_wafv2_web_acl: [limit("name", 128, ...WORDS)],
  aws_backup_vault: [limit("name", 50, ...WORDS, 2)],
  aws_backup_plan: [limit("name", 50, /^[\w.-]+$/, "letters, digits and ._-")],
  aws_route53_record: [limit("name", 255, /^(\*\.)?[\w-]+(\.[\w-]+)*\.?$/, "a host name")],
};

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

/** A name that must be unique in AWS. */
export interface UniqueName {
  readonly attribute: string;
  /** Scope: the world, the account, the region of an account, or the values of other attributes of the resource. */
  readonly within: "world" | "account" | "region" | readonly string[];
}

/** Names that must be unique in AWS, by Terraform type (the API references above). */
export const UNIQUE_NAMES: Readonly<Record<string, UniqueName>> = {
  aws_s3_bucket: { attribute: "bucket", within: "world" },
  aws_iam_role: { attribute: "name", within: "account" },
  aws_iam_policy: { attribute: "name", within: "account" },
  aws_iam_instance_profile: { attribute: "name", within: "account" },
  aws_iam_role_policy: { attribute: "name", within: ["role"] },
  aws_eks_cluster: { attribute: "name", within: "region" },
  aws_eks_node_group: { attribute: "node_group_name", within: ["cluster_name"] },
  aws_eks_fargate_profile: { attribute: "fargate_profile_name", within: ["cluster_name"] },
  aws_eks_addon: { attribute: "addon_name", within: ["cluster_name"] },
  aws_eks_access_entry: { attribute: "principal_arn", within: ["cluster_name"] },
  aws_launch_template: { attribute: "name", within: "region" },
  aws_security_group: { attribute: "name", within: ["vpc_id"] },
  aws_lb: { attribute: "name", within: "region" },
  aws_lb_target_group: { attribute: "name", within: "region" },
  aws_lb_listener: { attribute: "port", within: ["load_balancer_arn"] },
  aws_kms_alias: { attribute: "name", within: "region" },
  aws_cloudwatch_log_group: { attribute: "name", within: "region" },
  aws_cloudwatch_metric_alarm: { attribute: "alarm_name", within: "region" },
  aws_ecr_repository: { attribute: "name", within: "region" },
  aws_sns_topic: { attribute: "name", within: "region" },
  aws_sqs_queue: { attribute: "name", within: "region" },
  aws_cloudwatch_event_rule: { attribute: "name", within: "region" },
  aws_secretsmanager_secret: { attribute: "name", within: "region" },
  aws_db_instance: { attribute: "identifier", within: "region" },
  aws_wafv2_web_acl: { attribute: "name", within: "region" },
  aws_backup_vault: { attribute: "name", within: "region" },
  aws_network_acl_rule: { attribute: "rule_number", within: ["network_acl_id", "egress"] },
};
