import { ACCOUNT, type Attack, BOUNDARY, FOREIGN_TAGS, REGION, call, givenTags, ownTags } from "./attack";

const MODEL = "role/ml-platform-model-demand-forecast";
const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const STATES = `arn:aws:s3:::ml-platform-tfstate-${ACCOUNT}`;
const FOREIGN_KEY = "key/00000000-0000-0000-0000-00000000ffff";
const FOREIGN_PROVIDER = `oidc-provider/oidc.eks.${REGION}.amazonaws.com/id/FFFF`;
const FOREIGN_TEMPLATE = `arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-0000000000000ffff`;
const never = (attack: string, attacked: string, ...calls: Attack["calls"]): Attack => ({
  attack,
  calls,
  attacked,
  expected: "never",
});

/** Attacks beside the listed ones: mostly sequences, whose first call makes the second one possible. */
export const OWN_ATTACKS: readonly Attack[] = [
  never(
    "the tags of the environment on a VPC without tags, and its deletion",
    "the network of another team",
    call("ec2:CreateTags", "vpc/vpc-ffff", givenTags("network")),
    call("ec2:DeleteVpc", "vpc/vpc-ffff", ownTags("network")),
  ),
  never(
    "the tags of the environment on a security group without tags, and a rule that opens it",
    "the network of another team",
    call("ec2:CreateTags", "security-group/sg-ffff", givenTags("network")),
    call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-ffff", ownTags("network")),
  ),
  never(
    "the tags of a layer on a key without tags, and its deletion",
    "a key of another team",
    call("kms:TagResource", FOREIGN_KEY, givenTags("cluster")),
    call("kms:ScheduleKeyDeletion", FOREIGN_KEY, ownTags("cluster")),
  ),
  never(
    "the tags of a layer on the provider of another cluster, and its deletion",
    "the pods of another cluster",
    call("iam:TagOpenIDConnectProvider", FOREIGN_PROVIDER, givenTags("cluster")),
    call("iam:DeleteOpenIDConnectProvider", FOREIGN_PROVIDER, ownTags("cluster")),
  ),
  never(
    "a role of a model with AdministratorAccess as its boundary, and an inline policy",
    "the account",
    call("iam:CreateRole", MODEL, { "iam:PermissionsBoundary": ADMIN }),
    call("iam:PutRolePolicy", MODEL, { "iam:PermissionsBoundary": ADMIN }),
  ),
  never(
    "AdministratorAccess as the boundary of a role that exists",
    "the account",
    call("iam:PutRolePermissionsBoundary", MODEL, { "iam:PermissionsBoundary": ADMIN }),
  ),
  never(
    "a policy of its own, attached to the role of a model",
    "the account",
    call("iam:CreatePolicy", "policy/ml-platform-model-admin"),
    call("iam:AttachRolePolicy", MODEL, {
      "iam:PolicyARN": `arn:aws:iam::${ACCOUNT}:policy/ml-platform-model-admin`,
      "iam:PermissionsBoundary": BOUNDARY,
    }),
  ),
  never(
    "the boundary, deleted and written anew",
    "the boundary",
    call("iam:DeletePolicy", BOUNDARY),
    call("iam:CreatePolicy", BOUNDARY),
  ),
  never(
    "the deployer's role that trusts a stranger",
    "the deployer",
    call("iam:UpdateAssumeRolePolicy", "role/ml-platform-deployer-cluster-apply", {
      "iam:PermissionsBoundary": BOUNDARY,
    }),
  ),
  never(
    "a user with an access key",
    "the account",
    call("iam:CreateUser", "user/ml-platform-model-x"),
    call("iam:CreateAccessKey", "user/ml-platform-model-x"),
  ),
  never(
    "a service-linked role of another service",
    "the account",
    call(
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
    call("ec2:CreateLaunchTemplateVersion", FOREIGN_TEMPLATE, FOREIGN_TAGS),
    call("ec2:ModifyLaunchTemplate", FOREIGN_TEMPLATE, FOREIGN_TAGS),
  ),
  never(
    "the role of nodes on an instance of a foreign launch template",
    "the role of nodes",
    call("iam:PassRole", "role/ml-platform-nodes", { "iam:PassedToService": "ec2.amazonaws.com" }),
    call("ec2:RunInstances", "instance/*", {
      "ec2:LaunchTemplate": FOREIGN_TEMPLATE,
      "ec2:IsLaunchTemplateResource": "true",
    }),
    call("ec2:RunInstances", FOREIGN_TEMPLATE, FOREIGN_TAGS),
  ),
  never(
    "a route in a foreign route table",
    "the network of another team",
    call("ec2:CreateRoute", "route-table/rtb-ffff", FOREIGN_TAGS),
  ),
  never(
    "a subnet in a foreign VPC",
    "the network of another team",
    call("ec2:CreateSubnet", "subnet/*", givenTags("network")),
    call("ec2:CreateSubnet", "vpc/vpc-ffff", { ...FOREIGN_TAGS, ...givenTags("network") }),
  ),
  never(
    "the flow logs of a foreign VPC, deleted",
    "the logs of another team",
    call("ec2:DeleteFlowLogs", "vpc-flow-log/fl-ffff", FOREIGN_TAGS),
  ),
  never(
    "the tags of a foreign instance, changed",
    "the rights of another team, where tags give them",
    call("ec2:CreateTags", "instance/i-ffff", { ...FOREIGN_TAGS, "aws:RequestTag/team": "payments" }),
  ),
  never(
    "a foreign attachment to a transit gateway, deleted",
    "the network of another team",
    call("ec2:DeleteTransitGatewayVpcAttachment", "transit-gateway-attachment/tgw-attach-ffff", FOREIGN_TAGS),
  ),
  {
    attack: "the stored plan of the cluster, replaced",
    calls: [call("s3:PutObject", `${STATES}/plans/1/ml-platform-cluster.tar.gz`)],
    attacked: "the cluster",
    expected: ["cluster"],
  },
  never(
    "the policy of a foreign bucket",
    "the data of another team",
    call("s3:PutBucketPolicy", "arn:aws:s3:::payroll"),
  ),
  never(
    "the subscription of a foreign topic, deleted",
    "the alarms of another team",
    call("sns:Unsubscribe", "payments-alarms", FOREIGN_TAGS),
  ),
  never(
    "a foreign plan of backups, deleted",
    "the backups of another team",
    call("backup:DeleteBackupPlan", "backup-plan:ffff", FOREIGN_TAGS),
  ),
  never(
    "the tags of the environment on a foreign plan of backups, and its deletion",
    "the backups of another team",
    call("backup:TagResource", "backup-plan:ffff", givenTags("cluster")),
    call("backup:DeleteBackupPlan", "backup-plan:ffff", ownTags("cluster")),
  ),
  never(
    "a foreign database, restarted",
    "the databases of another team",
    call("rds:RebootDBInstance", "db:payments", FOREIGN_TAGS),
  ),
  never(
    "a secret of another team, rotated by a function",
    "the secrets of another team",
    call("secretsmanager:RotateSecret", "secret:payments-abcdef", FOREIGN_TAGS),
  ),
  never(
    "a managed secret of a foreign database, rotated",
    "the databases of another team",
    call("secretsmanager:RotateSecret", "secret:rds!db-ffff-abcdef", {
      ...FOREIGN_TAGS,
      "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${REGION}:${ACCOUNT}:db:payments`,
    }),
  ),
  never(
    "a foreign key, used for what S3 stores elsewhere",
    "a key of another team",
    call("kms:Decrypt", FOREIGN_KEY, {
      ...FOREIGN_TAGS,
      "kms:ViaService": `s3.${REGION}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::payroll/2026.csv",
    }),
  ),
  never(
    "the tags of a layer on the key of another environment",
    "a key of another team",
    call("kms:TagResource", FOREIGN_KEY, { ...FOREIGN_TAGS, ...givenTags("cluster") }),
  ),
  never(
    "a grant of the key of the states",
    "the states",
    call("kms:CreateGrant", FOREIGN_KEY, ownTags("state")),
  ),
  never(
    "the identity provider of people, deleted",
    "the account",
    call("iam:DeleteOpenIDConnectProvider", "oidc-provider/login.example.com"),
  ),
  {
    attack: "the policies of the load balancer controller, replaced",
    calls: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"].map((action) =>
      call(action, "role/ml-platform-load-balancer-controller"),
    ),
    attacked: "the role of a controller",
    expected: "bounded",
  },
];
