import { type Attack, type Call, type Subject } from "./attack";

/** Objects that the attacks name. */
const objectsOf = (s: Subject) => ({
  STATES: s.states,
  FOREIGN_KEY: "key/00000000-0000-0000-0000-00000000ffff",
  FOREIGN_ROLE: "role/billing-admin",
  NODES: `role/${s.prefix}-nodes`,
  MODEL: `role/${s.prefix}-model-${s.place.model}`,
  OWN_KEY: "key/00000000-0000-0000-0000-000000000001",
  TEMPLATE: s.arn("ec2", "launch-template/lt-00000000000000001"),
});

/** A call of RunInstances for each resource of an instance in the environment. */
export const instance = (s: Subject, template: Call["context"]): Call[] => [
  ...["instance/*", "network-interface/*", "volume/*"].map((object) =>
    s.call("ec2:RunInstances", object, { ...s.given("cluster"), ...template }),
  ),
  s.call("ec2:RunInstances", "subnet/subnet-1", { ...s.own("network"), ...template }),
  s.call("ec2:RunInstances", "security-group/sg-1", { ...s.own("network"), ...template }),
];

/** The attacks that the project lists, in 24 rows; a row with several actions is several attacks. */
export function listedAttacks(s: Subject): readonly Attack[] {
  const { STATES, FOREIGN_KEY, FOREIGN_ROLE, NODES, MODEL } = objectsOf(s);
  return [
    {
      attack: "an inline policy on the role of a model",
      calls: [s.call("iam:PutRolePolicy", MODEL)],
      attacked: "the role of a model",
      expected: "bounded",
    },
    {
      attack: "a role of a model that trusts anyone",
      calls: [s.call("iam:UpdateAssumeRolePolicy", MODEL)],
      attacked: "the role of a model",
      expected: "bounded",
    },
    {
      attack: "a role without the boundary",
      calls: [s.call("iam:CreateRole", MODEL)],
      attacked: "the account",
      expected: "never",
    },
    {
      attack: "an inline policy on the role of nodes",
      calls: [s.call("iam:PutRolePolicy", NODES)],
      attacked: "the role of nodes",
      expected: "bounded",
    },
    {
      attack: "AdministratorAccess on the role of nodes",
      calls: [
        s.call("iam:AttachRolePolicy", NODES, {
          "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
          "iam:PermissionsBoundary": s.boundary,
        }),
      ],
      attacked: "the account",
      expected: "never",
    },
    {
      attack: "a policy on a foreign role",
      calls: [s.call("iam:PutRolePolicy", FOREIGN_ROLE, { "iam:PermissionsBoundary": s.boundary })],
      attacked: "a role of another team",
      expected: "never",
    },
    {
      attack: "a policy on its own deployer role",
      calls: [
        s.call("iam:PutRolePolicy", `role/${s.environment}-deployer-models-apply`, {
          "iam:PermissionsBoundary": s.boundary,
        }),
      ],
      attacked: "the deployer",
      expected: "never",
    },
    {
      attack: "a foreign role for EKS",
      calls: [s.call("iam:PassRole", FOREIGN_ROLE, { "iam:PassedToService": "eks.amazonaws.com" })],
      attacked: "a role of another team",
      expected: "never",
    },
    {
      attack: "the role of nodes for a function",
      calls: [s.call("iam:PassRole", NODES, { "iam:PassedToService": "lambda.amazonaws.com" })],
      attacked: "the role of nodes",
      expected: "never",
    },
    {
      attack: "an edit of the boundary",
      calls: [s.call("iam:CreatePolicyVersion", s.boundary)],
      attacked: "the boundary",
      expected: "never",
    },
    {
      attack: "another version of the boundary",
      calls: [s.call("iam:SetDefaultPolicyVersion", s.boundary)],
      attacked: "the boundary",
      expected: "never",
    },
    {
      attack: "a role without its boundary any more",
      calls: [s.call("iam:DeleteRolePermissionsBoundary", MODEL, { "iam:PermissionsBoundary": s.boundary })],
      attacked: "the boundary",
      expected: "never",
    },
    ...["ScheduleKeyDeletion", "PutKeyPolicy", "Decrypt", "CreateGrant"].map((action): Attack => ({
      attack: `kms:${action} with the key of another environment`,
      calls: [s.call(`kms:${action}`, FOREIGN_KEY, { ...s.foreign(), "kms:ViaService": [] })],
      attacked: "a key of another team",
      expected: "never",
    })),
    {
      attack: "the provider of another cluster, deleted",
      calls: [
        s.call(
          "iam:DeleteOpenIDConnectProvider",
          `oidc-provider/oidc.eks.${s.region}.amazonaws.com/id/FFFF`,
          s.foreign(),
        ),
      ],
      attacked: "the pods of another cluster",
      expected: "never",
    },
    {
      attack: "a foreign VPC, deleted",
      calls: [s.call("ec2:DeleteVpc", "vpc/vpc-ffff", s.foreign())],
      attacked: "the network of another team",
      expected: "never",
    },
    {
      attack: "a foreign security group, opened",
      calls: [s.call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-ffff", s.foreign())],
      attacked: "the network of another team",
      expected: "never",
    },
    ...["DeleteVpcEndpoints", "ModifyVpcEndpoint"].map((action): Attack => ({
      attack: `ec2:${action} of a foreign endpoint`,
      calls: [s.call(`ec2:${action}`, "vpc-endpoint/vpce-ffff", s.foreign())],
      attacked: "the network of another team",
      expected: "never",
    })),
    {
      attack: "an instance without a launch template",
      calls: instance(s, { "ec2:LaunchTemplate": [] }),
      attacked: "the account",
      expected: "never",
    },
    {
      attack: "a foreign vault, deleted",
      calls: [s.call("backup:DeleteBackupVault", "backup-vault:payments", s.foreign())],
      attacked: "the backups of another team",
      expected: "never",
    },
    {
      attack: "a recovery point, deleted",
      calls: [s.call("backup:DeleteRecoveryPoint", "recovery-point:1", s.own("cluster"))],
      attacked: "the backups of the environment",
      expected: "never",
    },
    {
      attack: "itself as admin of the cluster",
      calls: [s.call("eks:CreateAccessEntry", `cluster/${s.environment}-cluster`, s.own("cluster"))],
      attacked: "the cluster",
      expected: ["cluster"],
    },
    {
      attack: "a foreign cluster, deleted",
      calls: [s.call("eks:DeleteCluster", "cluster/payments", s.foreign())],
      attacked: "the cluster of another team",
      expected: "never",
    },
    {
      attack: "the password of a database",
      calls: [s.call("secretsmanager:GetSecretValue", "secret:rds!db-1-abcdef", s.own("cluster"))],
      attacked: "the databases",
      expected: "never",
    },
    ...(["state", "network", "cluster", "platform", "models"] as const).map((layer): Attack => ({
      attack: `the state of ${layer}, overwritten`,
      calls: [s.call("s3:PutObject", `${STATES}/${s.environment}/${layer}/terraform.tfstate`)],
      attacked: "a state",
      expected: [layer],
    })),
    {
      attack: "a version of a state, deleted",
      calls: [s.call("s3:DeleteObjectVersion", `${STATES}/${s.environment}/network/terraform.tfstate`)],
      attacked: "a state",
      expected: "never",
    },
    {
      attack: "the network, associated with a foreign hosted zone",
      calls: [
        s.call("route53:AssociateVPCWithHostedZone", "hostedzone/ZFFFF", {
          "route53:VPCs": `VPCId=vpc-1,VPCRegion=${s.region}`,
        }),
      ],
      attacked: "the names of another team",
      expected: "never",
    },
    {
      attack: "a shared snapshot of a database",
      calls: [s.call("rds:ModifyDBSnapshotAttribute", `snapshot:${s.prefix}-mlflow`, s.own("cluster"))],
      attacked: "the databases",
      expected: "never",
    },
  ];
}

/** Calls that must work, for the layers that make them. */
export function needed(s: Subject): readonly Attack[] {
  const { STATES, OWN_KEY, MODEL, TEMPLATE } = objectsOf(s);
  return [
    {
      attack:
        "the grant that CreateCluster makes of the key of the cluster, without kms:GrantIsForAWSResource",
      calls: [s.call("kms:CreateGrant", OWN_KEY, s.own("cluster"))],
      attacked: "the key of the cluster",
      expected: ["cluster"],
    },
    {
      attack: "an instance of a launch template of the environment",
      calls: [
        ...instance(s, { "ec2:LaunchTemplate": TEMPLATE, "ec2:IsLaunchTemplateResource": "true" }),
        s.call("ec2:RunInstances", TEMPLATE, s.own("cluster")),
        s.call("ec2:RunInstances", `arn:aws:ec2:${s.region}::image/ami-1`, {
          "ec2:LaunchTemplate": TEMPLATE,
          "ec2:Owner": "amazon",
        }),
      ],
      attacked: "the nodes",
      expected: ["cluster"],
    },
    ...(["state", "network", "cluster"] as const).map((layer): Attack => ({
      attack: `the deletion of a key of ${layer}`,
      calls: [s.call("kms:ScheduleKeyDeletion", OWN_KEY, s.own(layer))],
      attacked: "a key of the layer",
      expected: [layer],
    })),
    {
      attack: "a new key with the tags of its layer",
      calls: [s.call("kms:CreateKey"), s.call("kms:TagResource", undefined, s.given("cluster"))],
      attacked: "a new key",
      expected: ["cluster"],
      creates: true,
    },
    {
      attack: "the grant of a new key, whose tags do not count yet",
      calls: [s.call("kms:CreateGrant", OWN_KEY)],
      attacked: "the key of the cluster",
      expected: ["cluster"],
      creates: true,
    },
    {
      attack: "the default group of a new VPC, tagged and closed",
      calls: [
        s.call("ec2:CreateTags", "security-group/sg-1", s.given("network")),
        s.call("ec2:RevokeSecurityGroupIngress", "security-group/sg-1", s.own("network")),
      ],
      attacked: "the default group",
      expected: ["network"],
      creates: true,
    },
    {
      attack: "a VPC with tags, and its deletion",
      calls: [
        s.call("ec2:CreateVpc", "vpc/*", s.given("network")),
        s.call("ec2:CreateTags", "vpc/*", { ...s.given("network"), "ec2:CreateAction": "CreateVpc" }),
        s.call("ec2:DeleteVpc", "vpc/vpc-1", s.own("network")),
      ],
      attacked: "the network",
      expected: ["network"],
    },
    {
      attack: "a rule of the group that EKS makes",
      calls: [
        s.call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-1", {
          "aws:ResourceTag/aws:eks:cluster-name": `${s.environment}-cluster`,
        }),
        s.call("ec2:AuthorizeSecurityGroupIngress", "security-group-rule/*", s.given("cluster")),
        s.call("ec2:CreateTags", "security-group-rule/*", {
          ...s.given("cluster"),
          "ec2:CreateAction": "AuthorizeSecurityGroupIngress",
        }),
      ],
      attacked: "the cluster",
      expected: s.place.opensGroupOfCluster ? ["cluster"] : [],
    },
    {
      attack: "a role of a model with the boundary, from its creation to its deletion",
      calls: ["CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy", "DeleteRolePolicy", "DeleteRole"].map(
        (action) => s.call(`iam:${action}`, MODEL, { "iam:PermissionsBoundary": s.boundary }),
      ),
      attacked: "the role of a model",
      expected: ["models"],
    },
    {
      attack: "the states, decrypted through S3",
      calls: [
        s.call("kms:Decrypt", OWN_KEY, {
          "kms:ViaService": `s3.${s.region}.amazonaws.com`,
          "kms:EncryptionContext:aws:s3:arn": STATES,
        }),
      ],
      attacked: "the states",
      expected: ["state", "network", "cluster", "platform", "models"],
    },
    {
      attack: "the deletion of the cluster",
      calls: [s.call("eks:DeleteCluster", `cluster/${s.environment}-cluster`, s.own("cluster"))],
      attacked: "the cluster",
      expected: ["cluster"],
    },
  ];
}
