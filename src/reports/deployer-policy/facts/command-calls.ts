/** Commands that call AWS without Terraform: those of operation read, and those of a teardown also delete what Terraform does not know. */
export const COMMAND_USES = ["operate", "teardown"] as const;

export type CommandUse = (typeof COMMAND_USES)[number];

/** A call of the AWS CLI, and the IAM actions that AWS checks for it. */
export interface CommandCall {
  /** As on the command line, such as `ec2 describe-vpcs`. */
  readonly call: string;
  readonly actions: readonly string[];
  /** Whether it lists the objects of the account, so that no name can limit it. @default - it is limited as for Terraform */
  readonly lists?: true;
}

const named = (call: string, ...actions: string[]): CommandCall => ({ call, actions });
const listed = (call: string, ...actions: string[]): CommandCall => ({ call, actions, lists: true });

const ec2 = (...kinds: string[]): CommandCall[] =>
  kinds.map((kind) =>
    listed(
      `ec2 describe-${kind}`,
      `ec2:Describe${kind.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    ),
  );

/**
 * Calls of each use. `operate` has those of deploy, deploy --repair, verify, adopt and versions. A test reads the code of the
 * commands, and fails for a call that is missing here.
 *
 * Actions have the names of the operations, except where the Service Authorization Reference has others: object versions of S3,
 * the prefix `elasticloadbalancing`, and `tag` for the tagging API.
 */
export const COMMAND_CALLS: Readonly<Record<CommandUse, readonly CommandCall[]>> = {
  operate: [
    ...ec2(
      "addresses",
      "flow-logs",
      "internet-gateways",
      "launch-templates",
      "nat-gateways",
      "network-acls",
      "prefix-lists",
      "route-tables",
      "security-group-rules",
      "security-groups",
      "subnets",
      "transit-gateway-vpc-attachments",
      "vpc-attribute",
      "vpc-endpoints",
      "vpc-peering-connections",
      "vpcs",
    ),
    listed("elbv2 describe-listeners", "elasticloadbalancing:DescribeListeners"),
    listed("elbv2 describe-load-balancers", "elasticloadbalancing:DescribeLoadBalancers"),
    listed("elbv2 describe-target-groups", "elasticloadbalancing:DescribeTargetGroups"),
    listed("elbv2 describe-target-health", "elasticloadbalancing:DescribeTargetHealth"),
    named("eks describe-access-entry", "eks:DescribeAccessEntry"),
    named("eks describe-addon", "eks:DescribeAddon"),
    listed("eks describe-addon-versions", "eks:DescribeAddonVersions"),
    named("eks describe-cluster", "eks:DescribeCluster"),
    named("eks describe-fargate-profile", "eks:DescribeFargateProfile"),
    named("eks describe-nodegroup", "eks:DescribeNodegroup"),
    named("eks list-access-entries", "eks:ListAccessEntries"),
    named("eks list-addons", "eks:ListAddons"),
    named("eks list-associated-access-policies", "eks:ListAssociatedAccessPolicies"),
    named("eks list-fargate-profiles", "eks:ListFargateProfiles"),
    named("eks list-nodegroups", "eks:ListNodegroups"),
    named("eks update-kubeconfig", "eks:DescribeCluster"),
    listed("acm list-certificates", "acm:ListCertificates"),
    listed("backup list-backup-plans", "backup:ListBackupPlans"),
    listed("backup list-backup-selections", "backup:ListBackupSelections"),
    named("ecr describe-images", "ecr:DescribeImages"),
    listed("ecr describe-repositories", "ecr:DescribeRepositories"),
    listed("ecr get-login-password", "ecr:GetAuthorizationToken"),
    named("iam get-policy", "iam:GetPolicy"),
    listed("iam list-open-id-connect-providers", "iam:ListOpenIDConnectProviders"),
    named("kms describe-key", "kms:DescribeKey"),
    listed("logs describe-log-groups", "logs:DescribeLogGroups"),
    listed("rds describe-db-instances", "rds:DescribeDBInstances"),
    listed("resourcegroupstaggingapi get-resources", "tag:GetResources"),
    listed("route53 list-hosted-zones-by-vpc", "route53:ListHostedZonesByVPC"),
    listed("route53resolver list-resolver-endpoints", "route53resolver:ListResolverEndpoints"),
    named("s3api get-object", "s3:GetObject"),
    named("s3api head-bucket", "s3:ListBucket"),
    named("s3api head-object", "s3:GetObject"),
    named("s3api list-objects-v2", "s3:ListBucket"),
    listed("sns list-topics", "sns:ListTopics"),
    named("ssm get-parameter", "ssm:GetParameter"),
    listed("sts get-caller-identity", "sts:GetCallerIdentity"),
  ],
  teardown: [
    ...ec2("nat-gateways", "network-interfaces", "security-groups", "volumes", "vpc-endpoints"),
    listed("ec2 delete-network-interface", "ec2:DeleteNetworkInterface"),
    listed("ec2 delete-security-group", "ec2:DeleteSecurityGroup"),
    listed("elbv2 describe-load-balancers", "elasticloadbalancing:DescribeLoadBalancers"),
    listed("elbv2 describe-tags", "elasticloadbalancing:DescribeTags"),
    listed("elbv2 describe-target-groups", "elasticloadbalancing:DescribeTargetGroups"),
    listed("elbv2 delete-load-balancer", "elasticloadbalancing:DeleteLoadBalancer"),
    listed("elbv2 delete-target-group", "elasticloadbalancing:DeleteTargetGroup"),
    named("backup list-recovery-points-by-backup-vault", "backup:ListRecoveryPointsByBackupVault"),
    listed("ecr describe-repositories", "ecr:DescribeRepositories"),
    named("ecr delete-repository", "ecr:DeleteRepository"),
    named("eks update-kubeconfig", "eks:DescribeCluster"),
    named("kms describe-key", "kms:DescribeKey"),
    listed("logs describe-log-groups", "logs:DescribeLogGroups"),
    named("logs delete-log-group", "logs:DeleteLogGroup"),
    listed("rds describe-db-instances", "rds:DescribeDBInstances"),
    listed("rds describe-db-snapshots", "rds:DescribeDBSnapshots"),
    listed("resourcegroupstaggingapi get-resources", "tag:GetResources"),
    named("s3api get-object", "s3:GetObject"),
    named("s3api list-object-versions", "s3:ListBucketVersions"),
    named("s3api delete-objects", "s3:DeleteObject", "s3:DeleteObjectVersion"),
    listed("secretsmanager list-secrets", "secretsmanager:ListSecrets"),
    listed("sts get-caller-identity", "sts:GetCallerIdentity"),
  ],
};

/** Calls that a command prints for the user and never makes: they delete data or what others made, or are of an administrator. No policy of the commands allows them. */
export const PRINTED_CALLS = [
  "backup delete-recovery-point",
  "iam create-policy",
  "ec2 delete-volume",
  "ec2 delete-vpc-endpoints",
  "rds delete-db-snapshot",
  "rds modify-db-instance",
  "secretsmanager delete-secret",
  "secretsmanager describe-secret",
] as const;
