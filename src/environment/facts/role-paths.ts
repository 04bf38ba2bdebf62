/**
 * Roles of AWS whose names and paths AWS gives, as principals of EKS.
 *
 * Sources: IAM Identity Center user guide, "Referencing permission sets in resource policies,
 * Amazon EKS Cluster config maps, and AWS KMS key policies": `AWSReservedSSO_NAME_SUFFIX` below
 * `aws-reserved/sso.amazonaws.com/REGION/`, without a Region where Identity Center is in us-east-1
 * (read 2026-11-29); Amazon EKS user guide, "Grant IAM users access to Kubernetes with EKS access
 * entries": no access entry has a service-linked role, whose ARN is `role/aws-service-role/*`
 * (awsdocs/amazon-eks-user-guide of 2024-12-18, read 2026-11-29); IAM user guide, "Service-linked
 * roles": AWSServiceRoleFor begins their names (unconfirmed).
 */
export const ROLE_PATHS = {
  identityCenter: /^role\/aws-reserved\/sso\.amazonaws\.com\/([a-z]{2}(-[a-z]+)+-\d\/)?AWSReservedSSO_[^/]+$/,
  identityCenterName: /(?:^|\/)AWSReservedSSO_[^/]+$/,
  serviceLinked: /^role\/(aws-service-role\/|AWSServiceRoleFor[^/]+$)/,
} as const;

/** The ARN of a role, with the path that Identity Center gives to its own. */
export const roleWithPath = (partition: string, account: string, name: string): string =>
  `arn:${partition}:iam::${account}:role/${name.startsWith("AWSReservedSSO_") ? "aws-reserved/sso.amazonaws.com/REGION/" : ""}${name}`;
