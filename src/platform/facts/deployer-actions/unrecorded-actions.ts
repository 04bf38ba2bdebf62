import { NOT_RECORDED } from "./not-recorded";
import { type UnrecordedActions } from "./unrecorded";
import { UPDATES } from "./updates";

/** Actions that no call shows: AWS checks them, or only other versions of the provider make the call. */
const WITHOUT_CALL: readonly UnrecordedActions[] = [
  {
    types: ["aws_backup_vault"],
    gap: "checked by AWS",
    change: ["backup-storage:MountCapsule"],
  },
  {
    types: ["aws_db_instance"],
    gap: "checked by AWS",
    change: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
  },
  {
    types: ["aws_flow_log"],
    gap: "checked by AWS",
    change: ["logs:DescribeLogGroups"],
  },
  {
    types: ["aws_eks_node_group"],
    gap: "checked by AWS",
    change: [
      "ec2:CreateTags",
      "ec2:DescribeLaunchTemplateVersions",
      "ec2:DescribeSubnets",
      "ec2:DescribeTags",
      "ec2:RunInstances",
    ],
  },
  {
    types: ["aws_eks_cluster"],
    gap: "checked by AWS",
    change: ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:DescribeVpcs"],
  },
  {
    types: ["aws_lb", "aws_db_instance", "aws_db_subnet_group"],
    gap: "checked by AWS",
    change: [
      "ec2:DescribeAccountAttributes",
      "ec2:DescribeInternetGateways",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ],
  },
  {
    types: ["aws_vpc_endpoint"],
    gap: "checked by AWS",
    change: [
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "route53:AssociateVPCWithHostedZone",
    ],
  },
  {
    types: ["aws_route53_resolver_endpoint"],
    gap: "checked by AWS",
    change: [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
    ],
  },
  { types: ["aws_route53_zone"], gap: "checked by AWS", change: ["ec2:DescribeVpcs"] },
  {
    types: ["aws_wafv2_web_acl_association"],
    gap: "checked by AWS",
    read: ["wafv2:GetWebACL"],
    change: ["elasticloadbalancing:SetWebACL"],
  },
  {
    types: ["aws_ecr_pull_through_cache_rule"],
    gap: "checked by AWS",
    change: ["secretsmanager:GetSecretValue"],
  },
  {
    types: ["aws_s3_bucket"],
    gap: "newer provider",
    read: ["s3:ListTagsForResource"],
    change: ["s3:TagResource", "s3:UntagResource"],
  },
  { types: ["aws_nat_gateway"], gap: "newer provider", read: ["ec2:DescribeAvailabilityZones"] },
];

/**
 * Actions that recordings do not show, written by hand on 2026-11-22.
 *
 * S3 tags: release notes of AWS provider 6.23.0; `backup-storage`: "Create a backup vault" of the AWS Backup developer guide (both
 * read 2026-11-22). Others are unconfirmed: from the operations of the AWS APIs, and permissions that user guides require.
 */
export const UNRECORDED: readonly UnrecordedActions[] = [...UPDATES, ...NOT_RECORDED, ...WITHOUT_CALL];
