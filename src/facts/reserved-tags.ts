/** A family of tag keys with another owner than the file of an environment. */
export interface ReservedTags {
  /** The keys, in lowercase: IAM does not tell apart keys that differ in case alone. */
  readonly pattern: RegExp;
  /** The program or service that sets them. */
  readonly owner: string;
  /** The fix for a file with the key. @default - rename the tag */
  readonly instead?: (key: string) => string;
}

/**
 * Reserved tag keys.
 *
 * Sources: IAM user guide, "Tags for IAM resources": keys are not case-sensitive; AWS general reference, "Tag your AWS resources":
 * `aws:`; EKS user guide, "Organize Amazon EKS resources with tags"; kubernetes-sigs/aws-ebs-csi-driver, docs/tagging.md; aws/amazon-vpc-cni-k8s,
 * README, ADDITIONAL_ENI_TAGS; kubernetes-sigs/aws-load-balancer-controller, docs, "defaultTags" (read 2026-11-25).
 */
export const RESERVED_TAGS: readonly ReservedTags[] = [
  {
    pattern: /^(project|owner|repository)$/,
    owner: "this project",
    instead: (key) => `write the key ${key} of the file instead`,
  },
  {
    pattern: /^(environment|layer|name|requestedby|private-eks-inference)$/,
    owner: "this project",
  },
  { pattern: /^aws:/, owner: "AWS" },
  { pattern: /^eks:/, owner: "Amazon EKS" },
  { pattern: /^([a-z0-9-]+\.)*(kubernetes\.io|k8s\.io)\//, owner: "Kubernetes" },
  { pattern: /^([a-z0-9-]+\.)*k8s\.(aws|amazonaws\.com)\//, owner: "a controller of AWS" },
  { pattern: /^ebs\.csi\.aws\.com\/|^csivolume/, owner: "the EBS CSI driver" },
];

/** The family of a reserved key, in any case; undefined for a free one. */
export const reservedTag = (key: string): ReservedTags | undefined =>
  RESERVED_TAGS.find(({ pattern }) => pattern.test(key.toLowerCase()));

/**
 * Most tags of a file. AWS allows 50 on a resource; this project sets up to 8, EKS and the autoscaler up to 10 on instances, the drivers up to
 * 5 on volumes, interfaces and load balancers.
 */
export const MOST_OWN_TAGS = 30;

/** Longest key: EC2 takes 127 characters, other services 128 (Amazon EC2 API reference, Tag; IAM API reference, Tag; read 2026-11-25). */
export const LONGEST_TAG_KEY = 127;
