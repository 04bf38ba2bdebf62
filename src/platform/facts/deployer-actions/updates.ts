import { type UnrecordedActions } from "./unrecorded";

/** Changes in place. No recorded apply makes them; docs/guide/deployer-policy.md says what is unproven. */
export const UPDATES: readonly UnrecordedActions[] = [
  {
    types: ["aws_cloudwatch_log_group"],
    gap: "update",
    change: ["logs:AssociateKmsKey", "logs:DisassociateKmsKey", "logs:DeleteRetentionPolicy"],
  },
  { types: ["aws_backup_plan"], gap: "update", change: ["backup:UpdateBackupPlan"] },
  { types: ["aws_db_instance"], gap: "update", change: ["rds:ModifyDBInstance", "rds:RebootDBInstance"] },
  {
    types: ["aws_db_parameter_group"],
    gap: "update",
    change: ["rds:ResetDBParameterGroup"],
  },
  { types: ["aws_db_subnet_group"], gap: "update", change: ["rds:ModifyDBSubnetGroup"] },
  {
    types: ["aws_ec2_transit_gateway_vpc_attachment"],
    gap: "update",
    change: ["ec2:ModifyTransitGatewayVpcAttachment"],
  },
  {
    types: ["aws_ecr_repository"],
    gap: "update",
    change: ["ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability"],
  },
  {
    types: ["aws_eks_cluster"],
    gap: "update",
    change: ["eks:AssociateEncryptionConfig", "eks:UpdateClusterConfig", "eks:UpdateClusterVersion"],
    read: ["eks:DescribeUpdate"],
  },
  {
    types: ["aws_eks_node_group"],
    gap: "update",
    change: ["eks:UpdateNodegroupConfig", "eks:UpdateNodegroupVersion"],
    read: ["eks:DescribeUpdate"],
  },
  {
    types: ["aws_iam_openid_connect_provider"],
    gap: "update",
    change: [
      "iam:UpdateOpenIDConnectProviderThumbprint",
      "iam:AddClientIDToOpenIDConnectProvider",
      "iam:RemoveClientIDFromOpenIDConnectProvider",
    ],
  },
  {
    types: ["aws_iam_role"],
    gap: "update",
    change: ["iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"],
  },
  {
    types: ["aws_kms_key"],
    gap: "update",
    change: [
      "kms:CancelKeyDeletion",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:PutKeyPolicy",
      "kms:UpdateKeyDescription",
    ],
  },
  { types: ["aws_kms_alias"], gap: "update", change: ["kms:UpdateAlias"] },
  {
    types: ["aws_launch_template"],
    gap: "update",
    change: ["ec2:CreateLaunchTemplateVersion", "ec2:DeleteLaunchTemplateVersions"],
  },
  {
    types: ["aws_lb"],
    gap: "update",
    change: [
      "elasticloadbalancing:SetIpAddressType",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
    ],
  },
  {
    types: ["aws_lb_listener"],
    gap: "update",
    change: ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes"],
  },
  { types: ["aws_lb_target_group"], gap: "update", change: ["elasticloadbalancing:ModifyTargetGroup"] },
  {
    types: ["aws_network_acl_rule"],
    gap: "update",
    change: ["ec2:ReplaceNetworkAclEntry"],
  },
  {
    types: ["aws_network_acl"],
    gap: "update",
    change: ["ec2:DeleteNetworkAclEntry"],
  },
  { types: ["aws_route"], gap: "update", change: ["ec2:ReplaceRoute"] },
  { types: ["aws_route_table_association"], gap: "update", change: ["ec2:ReplaceRouteTableAssociation"] },
  { types: ["aws_route53_zone"], gap: "update", change: ["route53:UpdateHostedZoneComment"] },
  {
    types: ["aws_default_security_group", "aws_security_group"],
    gap: "update",
    change: [
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:RevokeSecurityGroupIngress",
    ],
  },
  { types: ["aws_sns_topic_subscription"], gap: "update", change: ["sns:SetSubscriptionAttributes"] },
  {
    types: ["aws_vpc_peering_connection"],
    gap: "update",
    change: ["ec2:ModifyVpcPeeringConnectionOptions", "ec2:AcceptVpcPeeringConnection"],
  },
  {
    types: ["aws_vpc_security_group_egress_rule", "aws_vpc_security_group_ingress_rule"],
    gap: "update",
    change: ["ec2:ModifySecurityGroupRules"],
  },
  {
    types: ["aws_nat_gateway"],
    gap: "update",
    change: ["ec2:AssociateNatGatewayAddress", "ec2:DisassociateNatGatewayAddress"],
  },
];
