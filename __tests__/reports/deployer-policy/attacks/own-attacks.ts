import { type Attack, given, type Subject } from "./attack";

export const never = (attack: string, attacked: string, ...calls: Attack["calls"]): Attack => ({
  attack,
  calls,
  attacked,
  expected: "never",
});

/** Attacks beside the listed ones: mostly sequences, whose first call makes the second one possible. */
export function ownAttacks(s: Subject): readonly Attack[] {
  const MODEL = `role/${s.prefix}-model-${s.place.model}`;
  const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
  const STATES = s.states;
  const FOREIGN_KEY = "key/00000000-0000-0000-0000-00000000ffff";
  const FOREIGN_PROVIDER = `oidc-provider/oidc.eks.${s.region}.amazonaws.com/id/FFFF`;
  const FOREIGN_TEMPLATE = s.arn("ec2", "launch-template/lt-0000000000000ffff");
  return [
    never(
      "the tags of the environment on a VPC without tags, and its deletion",
      "the network of another team",
      s.call("ec2:CreateTags", "vpc/vpc-ffff", s.given("network")),
      s.call("ec2:DeleteVpc", "vpc/vpc-ffff", s.own("network")),
    ),
    never(
      "the tags of the environment on a security group without tags, and a rule that opens it",
      "the network of another team",
      s.call("ec2:CreateTags", "security-group/sg-ffff", s.given("network")),
      s.call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-ffff", s.own("network")),
    ),
    never(
      "the tags of a layer on a key without tags, and its deletion",
      "a key of another team",
      s.call("kms:TagResource", FOREIGN_KEY, s.given("cluster")),
      s.call("kms:ScheduleKeyDeletion", FOREIGN_KEY, s.own("cluster")),
    ),
    never(
      "the tags of a layer on the provider of another cluster, and its deletion",
      "the pods of another cluster",
      s.call("iam:TagOpenIDConnectProvider", FOREIGN_PROVIDER, s.given("cluster")),
      s.call("iam:DeleteOpenIDConnectProvider", FOREIGN_PROVIDER, s.own("cluster")),
    ),
    never(
      "a role of a model with AdministratorAccess as its boundary, and an inline policy",
      "the account",
      s.call("iam:CreateRole", MODEL, { "iam:PermissionsBoundary": ADMIN }),
      s.call("iam:PutRolePolicy", MODEL, { "iam:PermissionsBoundary": ADMIN }),
    ),
    never(
      "AdministratorAccess as the boundary of a role that exists",
      "the account",
      s.call("iam:PutRolePermissionsBoundary", MODEL, { "iam:PermissionsBoundary": ADMIN }),
    ),
    never(
      "a policy of its own, attached to the role of a model",
      "the account",
      s.call("iam:CreatePolicy", `policy/${s.prefix}-model-admin`),
      s.call("iam:AttachRolePolicy", MODEL, {
        "iam:PolicyARN": `arn:aws:iam::${s.account}:policy/${s.prefix}-model-admin`,
        "iam:PermissionsBoundary": s.boundary,
      }),
    ),
    never(
      "the boundary, deleted and written anew",
      "the boundary",
      s.call("iam:DeletePolicy", s.boundary),
      s.call("iam:CreatePolicy", s.boundary),
    ),
    never(
      "the deployer's role that trusts a stranger",
      "the deployer",
      s.call("iam:UpdateAssumeRolePolicy", `role/${s.environment}-deployer-cluster-apply`, {
        "iam:PermissionsBoundary": s.boundary,
      }),
    ),
    never(
      "a user with an access key",
      "the account",
      s.call("iam:CreateUser", `user/${s.prefix}-model-x`),
      s.call("iam:CreateAccessKey", `user/${s.prefix}-model-x`),
    ),
    never(
      "a service-linked role of another service",
      "the account",
      s.call(
        "iam:CreateServiceLinkedRole",
        "role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM",
        {
          "iam:AWSServiceName": "ssm.amazonaws.com",
        },
      ),
    ),
    never(
      "a version of a foreign launch template, as its default",
      "the instances of another team",
      s.call("ec2:CreateLaunchTemplateVersion", FOREIGN_TEMPLATE, s.foreign()),
      s.call("ec2:ModifyLaunchTemplate", FOREIGN_TEMPLATE, s.foreign()),
    ),
    never(
      "the role of nodes on an instance of a foreign launch template",
      "the role of nodes",
      s.call("iam:PassRole", `role/${s.prefix}-nodes`, { "iam:PassedToService": "ec2.amazonaws.com" }),
      s.call("ec2:RunInstances", "instance/*", {
        "ec2:LaunchTemplate": FOREIGN_TEMPLATE,
        "ec2:IsLaunchTemplateResource": "true",
      }),
      s.call("ec2:RunInstances", FOREIGN_TEMPLATE, s.foreign()),
    ),
    never(
      "a route in a foreign route table",
      "the network of another team",
      s.call("ec2:CreateRoute", "route-table/rtb-ffff", s.foreign()),
    ),
    never(
      "a subnet in a foreign VPC",
      "the network of another team",
      s.call("ec2:CreateSubnet", "subnet/*", s.given("network")),
      s.call("ec2:CreateSubnet", "vpc/vpc-ffff", { ...s.foreign(), ...s.given("network") }),
    ),
    never(
      "the flow logs of a foreign VPC, deleted",
      "the logs of another team",
      s.call("ec2:DeleteFlowLogs", "vpc-flow-log/fl-ffff", s.foreign()),
    ),
    never(
      "the tags of a foreign instance, changed",
      "the rights of another team, where tags give them",
      s.call("ec2:CreateTags", "instance/i-ffff", { ...s.foreign(), ...given({ team: "payments" }) }),
    ),
    never(
      "a foreign attachment to a transit gateway, deleted",
      "the network of another team",
      s.call(
        "ec2:DeleteTransitGatewayVpcAttachment",
        "transit-gateway-attachment/tgw-attach-ffff",
        s.foreign(),
      ),
    ),
    never(
      "the stored plan of the cluster, replaced",
      "the cluster",
      s.call("s3:PutObject", `${STATES}/plans/1/${s.environment}-cluster.tar.gz`),
    ),
    never(
      "the policy of a foreign bucket",
      "the data of another team",
      s.call("s3:PutBucketPolicy", "arn:aws:s3:::payroll"),
    ),
    never(
      "the subscription of a foreign topic, deleted",
      "the alarms of another team",
      s.call("sns:Unsubscribe", "payments-alarms", s.foreign()),
    ),
    never(
      "a foreign plan of backups, deleted",
      "the backups of another team",
      s.call("backup:DeleteBackupPlan", "backup-plan:ffff", s.foreign()),
    ),
    never(
      "the tags of the environment on a foreign plan of backups, and its deletion",
      "the backups of another team",
      s.call("backup:TagResource", "backup-plan:ffff", s.given("cluster")),
      s.call("backup:DeleteBackupPlan", "backup-plan:ffff", s.own("cluster")),
    ),
    never(
      "a foreign database, restarted",
      "the databases of another team",
      s.call("rds:RebootDBInstance", "db:payments", s.foreign()),
    ),
    never(
      "a secret of another team, rotated by a function",
      "the secrets of another team",
      s.call("secretsmanager:RotateSecret", "secret:payments-abcdef", s.foreign()),
    ),
    never(
      "a managed secret of a foreign database, rotated",
      "the databases of another team",
      s.call("secretsmanager:RotateSecret", "secret:rds!db-ffff-abcdef", {
        ...s.foreign(),
        "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${s.region}:${s.account}:db:payments`,
      }),
    ),
    never(
      "a foreign key, used for what S3 stores elsewhere",
      "a key of another team",
      s.call("kms:Decrypt", FOREIGN_KEY, {
        ...s.foreign(),
        "kms:ViaService": `s3.${s.region}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::payroll/2026.csv",
      }),
    ),
    never(
      "the tags of a layer on the key of another environment",
      "a key of another team",
      s.call("kms:TagResource", FOREIGN_KEY, { ...s.foreign(), ...s.given("cluster") }),
    ),
    never(
      "a grant of the key of the states",
      "the states",
      s.call("kms:CreateGrant", FOREIGN_KEY, s.own("state")),
    ),
    never(
      "the identity provider of people, deleted",
      "the account",
      s.call("iam:DeleteOpenIDConnectProvider", "oidc-provider/login.example.com"),
    ),
    {
      attack: "the policies of the load balancer controller, replaced",
      calls: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"].map((action) =>
        s.call(action, `role/${s.prefix}-load-balancer-controller`),
      ),
      attacked: "the role of a controller",
      expected: "bounded",
    },
  ];
}
