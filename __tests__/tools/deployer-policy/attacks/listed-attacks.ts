import { ACCOUNT, type Attack, BOUNDARY, FOREIGN_TAGS, REGION, call, givenTags, ownTags } from "./attack";

const STATES = `arn:aws:s3:::ml-platform-tfstate-${ACCOUNT}`;
const FOREIGN_KEY = "key/00000000-0000-0000-0000-00000000ffff";
const FOREIGN_ROLE = "role/billing-admin";
const NODES = "role/ml-platform-nodes";
const MODEL = "role/ml-platform-model-demand-forecast";
const OWN_KEY = "key/00000000-0000-0000-0000-000000000001";
const instance = (template: Readonly<Record<string, string>>) =>
  ["instance/*", "network-interface/*", "volume/*", "subnet/subnet-1", "security-group/sg-1"].map((object) =>
    call("ec2:RunInstances", object, { ...ownTags("cluster"), ...template }),
  );
const TEMPLATE = `arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-00000000000000001`;

/** The attacks that the project lists, in 24 rows; a row with several actions is several attacks. */
export const LISTED_ATTACKS: readonly Attack[] = [
  {
    attack: "an inline policy on the role of a model",
    calls: [call("iam:PutRolePolicy", MODEL)],
    attacked: "the role of a model",
    expected: "bounded",
  },
  {
    attack: "a role of a model that trusts anyone",
    calls: [call("iam:UpdateAssumeRolePolicy", MODEL)],
    attacked: "the role of a model",
    expected: "bounded",
  },
  {
    attack: "a role without the boundary",
    calls: [call("iam:CreateRole", MODEL)],
    attacked: "the account",
    expected: "never",
  },
  {
    attack: "an inline policy on the role of nodes",
    calls: [call("iam:PutRolePolicy", NODES)],
    attacked: "the role of nodes",
    expected: "bounded",
  },
  {
    attack: "AdministratorAccess on the role of nodes",
    calls: [
      call("iam:AttachRolePolicy", NODES, {
        "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
        "iam:PermissionsBoundary": BOUNDARY,
      }),
    ],
    attacked: "the account",
    expected: "never",
  },
  {
    attack: "a policy on a foreign role",
    calls: [call("iam:PutRolePolicy", FOREIGN_ROLE, { "iam:PermissionsBoundary": BOUNDARY })],
    attacked: "a role of another team",
    expected: "never",
  },
  {
    attack: "a policy on its own deployer role",
    calls: [
      call("iam:PutRolePolicy", "role/ml-platform-deployer-models-apply", {
        "iam:PermissionsBoundary": BOUNDARY,
      }),
    ],
    attacked: "the deployer",
    expected: "never",
  },
  {
    attack: "a foreign role for EKS",
    calls: [call("iam:PassRole", FOREIGN_ROLE, { "iam:PassedToService": "eks.amazonaws.com" })],
    attacked: "a role of another team",
    expected: "never",
  },
  {
    attack: "the role of nodes for a function",
    calls: [call("iam:PassRole", NODES, { "iam:PassedToService": "lambda.amazonaws.com" })],
    attacked: "the role of nodes",
    expected: "never",
  },
  {
    attack: "an edit of the boundary",
    calls: [call("iam:CreatePolicyVersion", BOUNDARY)],
    attacked: "the boundary",
    expected: "never",
  },
  {
    attack: "another version of the boundary",
    calls: [call("iam:SetDefaultPolicyVersion", BOUNDARY)],
    attacked: "the boundary",
    expected: "never",
  },
  {
    attack: "a role without its boundary any more",
    calls: [call("iam:DeleteRolePermissionsBoundary", MODEL, { "iam:PermissionsBoundary": BOUNDARY })],
    attacked: "the boundary",
    expected: "never",
  },
  ...["ScheduleKeyDeletion", "PutKeyPolicy", "Decrypt", "CreateGrant"].map((action): Attack => ({
    attack: `kms:${action} with the key of another environment`,
    calls: [call(`kms:${action}`, FOREIGN_KEY, FOREIGN_TAGS)],
    attacked: "a key of another team",
    expected: "never",
  })),
  {
    attack: "the provider of another cluster, deleted",
    calls: [
      call(
        "iam:DeleteOpenIDConnectProvider",
        `oidc-provider/oidc.eks.${REGION}.amazonaws.com/id/FFFF`,
        FOREIGN_TAGS,
      ),
    ],
    attacked: "the pods of another cluster",
    expected: "never",
  },
  {
    attack: "a foreign VPC, deleted",
    calls: [call("ec2:DeleteVpc", "vpc/vpc-ffff", FOREIGN_TAGS)],
    attacked: "the network of another team",
    expected: "never",
  },
  {
    attack: "a foreign security group, opened",
    calls: [call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-ffff", FOREIGN_TAGS)],
    attacked: "the network of another team",
    expected: "never",
  },
  ...["DeleteVpcEndpoints", "ModifyVpcEndpoint"].map((action): Attack => ({
    attack: `ec2:${action} of a foreign endpoint`,
    calls: [call(`ec2:${action}`, "vpc-endpoint/vpce-ffff", FOREIGN_TAGS)],
    attacked: "the network of another team",
    expected: "never",
  })),
  {
    attack: "an instance without a launch template",
    calls: instance({}),
    attacked: "the account",
    expected: "never",
  },
  {
    attack: "a foreign vault, deleted",
    calls: [call("backup:DeleteBackupVault", "backup-vault:payments", FOREIGN_TAGS)],
    attacked: "the backups of another team",
    expected: "never",
  },
  {
    attack: "a recovery point, deleted",
    calls: [call("backup:DeleteRecoveryPoint", "recovery-point:1", ownTags("cluster"))],
    attacked: "the backups of the environment",
    expected: "never",
  },
  {
    attack: "itself as admin of the cluster",
    calls: [call("eks:CreateAccessEntry", "cluster/ml-platform-cluster", ownTags("cluster"))],
    attacked: "the cluster",
    expected: ["cluster"],
  },
  {
    attack: "a foreign cluster, deleted",
    calls: [call("eks:DeleteCluster", "cluster/payments", FOREIGN_TAGS)],
    attacked: "the cluster of another team",
    expected: "never",
  },
  {
    attack: "the password of a database",
    calls: [call("secretsmanager:GetSecretValue", "secret:rds!db-1-abcdef", ownTags("cluster"))],
    attacked: "the databases",
    expected: "never",
  },
  ...(["state", "network", "cluster", "platform", "models"] as const).map((layer): Attack => ({
    attack: `the state of ${layer}, overwritten`,
    calls: [call("s3:PutObject", `${STATES}/ml-platform/${layer}/terraform.tfstate`)],
    attacked: "a state",
    expected: [layer],
  })),
  {
    attack: "a version of a state, deleted",
    calls: [call("s3:DeleteObjectVersion", `${STATES}/ml-platform/network/terraform.tfstate`)],
    attacked: "a state",
    expected: "never",
  },
  {
    attack: "the network, associated with a foreign hosted zone",
    calls: [
      call("route53:AssociateVPCWithHostedZone", "hostedzone/ZFFFF", {
        "route53:VPCs": `VPCId=vpc-1,VPCRegion=${REGION}`,
      }),
    ],
    attacked: "the names of another team",
    expected: "never",
  },
  {
    attack: "a shared snapshot of a database",
    calls: [call("rds:ModifyDBSnapshotAttribute", "snapshot:ml-platform-mlflow", ownTags("cluster"))],
    attacked: "the databases",
    expected: "never",
  },
];

/** Calls that must work, for the layers that make them. */
export const NEEDED: readonly Attack[] = [
  {
    attack: "the grant that CreateCluster makes of the key of the cluster, without kms:GrantIsForAWSResource",
    calls: [call("kms:CreateGrant", OWN_KEY, ownTags("cluster"))],
    attacked: "the key of the cluster",
    expected: ["cluster"],
  },
  {
    attack: "an instance of a launch template of the environment",
    calls: [
      ...instance({ "ec2:LaunchTemplate": TEMPLATE, "ec2:IsLaunchTemplateResource": "true" }),
      call("ec2:RunInstances", TEMPLATE, ownTags("cluster")),
      call("ec2:RunInstances", `arn:aws:ec2:${REGION}::image/ami-1`, { "ec2:LaunchTemplate": TEMPLATE }),
    ],
    attacked: "the nodes",
    expected: ["cluster"],
  },
  ...(["state", "network", "cluster"] as const).map((layer): Attack => ({
    attack: `the deletion of a key of ${layer}`,
    calls: [call("kms:ScheduleKeyDeletion", OWN_KEY, ownTags(layer))],
    attacked: "a key of the layer",
    expected: [layer],
  })),
  {
    attack: "a new key with the tags of its layer",
    calls: [call("kms:CreateKey"), call("kms:TagResource", undefined, givenTags("cluster"))],
    attacked: "a new key",
    expected: ["cluster"],
    creates: true,
  },
  {
    attack: "the grant of a new key, whose tags do not count yet",
    calls: [call("kms:CreateGrant", OWN_KEY)],
    attacked: "the key of the cluster",
    expected: ["cluster"],
    creates: true,
  },
  {
    attack: "the default group of a new VPC, tagged and closed",
    calls: [
      call("ec2:CreateTags", "security-group/sg-1", givenTags("network")),
      call("ec2:RevokeSecurityGroupIngress", "security-group/sg-1", ownTags("network")),
    ],
    attacked: "the default group",
    expected: ["network"],
    creates: true,
  },
  {
    attack: "a VPC with tags, and its deletion",
    calls: [
      call("ec2:CreateVpc", "vpc/*", givenTags("network")),
      call("ec2:CreateTags", "vpc/*", { ...givenTags("network"), "ec2:CreateAction": "CreateVpc" }),
      call("ec2:DeleteVpc", "vpc/vpc-1", ownTags("network")),
    ],
    attacked: "the network",
    expected: ["network"],
  },
  {
    attack: "a rule of the group that EKS makes",
    calls: [
      call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-1", {
        "aws:ResourceTag/aws:eks:cluster-name": "ml-platform-cluster",
      }),
      call("ec2:AuthorizeSecurityGroupIngress", "security-group-rule/*", givenTags("cluster")),
      call("ec2:CreateTags", "security-group-rule/*", {
        ...givenTags("cluster"),
        "ec2:CreateAction": "AuthorizeSecurityGroupIngress",
      }),
    ],
    attacked: "the cluster",
    expected: ["cluster"],
  },
  {
    attack: "a role of a model with the boundary, from its creation to its deletion",
    calls: ["CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteRolePolicy", "DeleteRole"].map(
      (action) => call(`iam:${action}`, MODEL, { "iam:PermissionsBoundary": BOUNDARY }),
    ),
    attacked: "the role of a model",
    expected: ["models"],
  },
  {
    attack: "the states, decrypted through S3",
    calls: [
      call("kms:Decrypt", OWN_KEY, {
        "kms:ViaService": `s3.${REGION}.amazonaws.com`,
        "kms:EncryptionContext:aws:s3:arn": STATES,
      }),
    ],
    attacked: "the states",
    expected: ["state", "network", "cluster", "platform", "models"],
  },
  {
    attack: "the deletion of the cluster",
    calls: [call("eks:DeleteCluster", "cluster/ml-platform-cluster", ownTags("cluster"))],
    attacked: "the cluster",
    expected: ["cluster"],
  },
];
