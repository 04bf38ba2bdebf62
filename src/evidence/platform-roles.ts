import facts from "./roles-of-components.json";

/** IAM role of an EKS component: the service that assumes it, and its AWS managed policies. */
export interface PlatformRole {
  /** Name of the component in findings. */
  readonly title: string;
  /** Terraform type of the resource that refers to the role. */
  readonly type: string;
  /** Attribute with the ARN of the role. */
  readonly attribute: string;
  /** Service that assumes the role. */
  readonly service: string;
  /** Managed policies that the component requires. */
  readonly needs: readonly string[];
  /** Further managed policies that the role can have. @default - none */
  readonly mayHave?: readonly string[];
  /** Actions that inline statements of the role may allow; `*` are all, as those that write logs. @default - none */
  readonly mayAllow?: readonly string[];
}

/**
 * Another check (`image-pull-permission`) covers the policies that nodes and Fargate need to join and to pull images.
 */
export const PLATFORM_ROLES: readonly PlatformRole[] = facts.roles;

/**
 * Services whose trust needs no `aws:SourceAccount` or `aws:SourceArn` condition: `ec2.amazonaws.com` acts for the instance itself.
 * Trust in any other service without that condition could be used on behalf of another account. AWS Backup sends the account:
 * nationalarchives/terraform-aws-immutable-aws-backup trusts it with `aws:SourceAccount` (read 2026-11-25).
 */
export const SERVICES_WITHOUT_SOURCE: readonly string[] = ["ec2.amazonaws.com"];
