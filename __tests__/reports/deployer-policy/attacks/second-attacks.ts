import { type Attack, type Call, type Subject, given } from "./attack";
import { instance } from "./listed-attacks";
import { never } from "./own-attacks";

const IDENTITY = "private-eks-inference";
const OWN_KEY = "key/00000000-0000-0000-0000-000000000001";
const FOREIGN_KEY = "key/00000000-0000-0000-0000-00000000ffff";

/** The attacks of the second round, except those by roles that a layer takes over. */
export const secondAttacks = (s: Subject): readonly Attack[] => [
  ...instances(s),
  ...network(s),
  ...backups(s),
  ...tags(s),
  ...keysAndStates(s),
  ...cluster(s),
  ...helpers(s),
];

const listed = (attack: string, attacked: string, ...calls: Attack["calls"]): Attack => ({
  attack,
  calls,
  attacked,
  expected: "listed",
});

/** An instance of a template of the environment, with one resource replaced. */
function instances(s: Subject): Attack[] {
  const own = s.arn("ec2", "launch-template/lt-00000000000000001");
  const template = { "ec2:LaunchTemplate": own, "ec2:IsLaunchTemplateResource": "false" };
  const all: Call[] = [
    s.call("ec2:CreateLaunchTemplateVersion", own, s.own("cluster")),
    s.call("ec2:RunInstances", own, s.own("cluster")),
    s.call("ec2:RunInstances", `arn:aws:ec2:${s.region}::image/ami-1`, {
      ...template,
      "ec2:Owner": "amazon",
    }),
    ...instance(s, template),
  ];
  const replaced = (kind: string, call: Call): Call[] => [
    ...all.filter(({ resource }) => resource?.includes(`:${kind}/`) !== true),
    call,
  ];
  const foreign = { ...s.foreign(), ...template };
  const { subnets, image } = {
    subnets: s.call("ec2:RunInstances", "subnet/subnet-ffff", foreign),
    image: s.call("ec2:RunInstances", `arn:aws:ec2:${s.region}::image/ami-ffff`, {
      ...foreign,
      "ec2:Owner": s.account,
    }),
  };
  return [
    never("an instance in a foreign subnet", "the network of another team", ...replaced("subnet", subnets)),
    never(
      "an instance with a foreign group",
      "the network of another team",
      ...replaced("security-group", s.call("ec2:RunInstances", "security-group/sg-ffff", foreign)),
    ),
    never(
      "an instance from a foreign snapshot",
      "the disks of another team",
      ...all,
      s.call("ec2:RunInstances", `arn:aws:ec2:${s.region}::snapshot/snap-ffff`, {
        ...foreign,
        "ec2:Owner": s.account,
      }),
    ),
    never("an instance from a foreign image", "the disks of another team", ...replaced("image", image)),
    never(
      "an instance with the tags of another team",
      "the rights of another team, where tags give them",
      ...replaced(
        "instance",
        s.call("ec2:RunInstances", "instance/*", { ...template, ...given({ environment: "other" }) }),
      ),
      s.call("ec2:CreateTags", "instance/*", {
        ...given({ environment: "other" }),
        "ec2:CreateAction": "RunInstances",
      }),
    ),
    never(
      "an instance with the tags of the environment and those of another team",
      "the rights of another team, where tags give them",
      s.call("ec2:CreateTags", "instance/*", {
        ...s.given("cluster"),
        ...given({ environment: "other" }),
        "ec2:CreateAction": "RunInstances",
      }),
    ),
    {
      attack: "an instance with user data of its own and the role of nodes",
      calls: [
        ...all,
        s.call("iam:PassRole", `role/${s.prefix}-nodes`, { "iam:PassedToService": "ec2.amazonaws.com" }),
      ],
      attacked: "the nodes",
      expected: ["cluster"],
    },
  ];
}

function network(s: Subject): Attack[] {
  const endpoint = (service: string, owner: string) => [
    s.call("ec2:CreateVpcEndpoint", "vpc/vpc-1", s.own("network")),
    s.call("ec2:CreateVpcEndpoint", "subnet/subnet-1", s.own("network")),
    s.call("ec2:CreateVpcEndpoint", "vpc-endpoint/*", {
      ...s.given("network"),
      "ec2:VpceServiceName": service,
      "ec2:VpceServiceOwner": owner,
    }),
  ];
  return [
    never(
      "an interface endpoint to a service of a stranger",
      "the network",
      ...endpoint(`com.amazonaws.vpce.${s.region}.vpce-svc-0123456789abcdef0`, "999988887777"),
    ),
    {
      attack: "an interface endpoint to a service of AWS",
      calls: endpoint(`com.amazonaws.${s.region}.ec2`, "amazon"),
      attacked: "the network",
      expected: ["network"],
    },
    never(
      "flow logs of a foreign VPC",
      "the network of another team",
      s.call("ec2:CreateFlowLogs", "vpc/vpc-ffff", s.foreign()),
      s.call("ec2:CreateFlowLogs", "vpc-flow-log/*", s.given("network")),
    ),
    ...["ec2:DeleteVpc", "ec2:ModifyVpcAttribute"].map((action) =>
      never(
        `${action} of a foreign VPC`,
        "the network of another team",
        s.call(action, "vpc/vpc-ffff", s.foreign()),
      ),
    ),
    ...["DeleteSecurityGroup", "RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress"].map((name) =>
      never(
        `ec2:${name} of a foreign group`,
        "the network of another team",
        s.call(`ec2:${name}`, "security-group/sg-ffff", s.foreign()),
      ),
    ),
    never(
      "a foreign launch template, deleted",
      "the instances of another team",
      s.call("ec2:DeleteLaunchTemplate", "launch-template/lt-ffff", s.foreign()),
    ),
    never(
      "a foreign address, released",
      "the network of another team",
      s.call("ec2:ReleaseAddress", "elastic-ip/eipalloc-ffff", s.foreign()),
    ),
    never(
      "a network interface in a foreign subnet",
      "the network of another team",
      s.call("ec2:CreateNetworkInterface", "subnet/subnet-ffff", s.foreign()),
    ),
    never(
      "a foreign certificate, deleted",
      "the names of another team",
      s.call("acm:DeleteCertificate", "certificate/ffff", s.foreign()),
    ),
    never(
      "an endpoint of Route 53 Resolver of another team, deleted",
      "the names of another team",
      s.call("route53resolver:DeleteResolverEndpoint", "resolver-endpoint/rslvr-ffff", s.foreign()),
    ),
    {
      ...listed(
        "with the policies of a creation, the network associated with a foreign hosted zone",
        "the names of another team",
        s.call("route53:AssociateVPCWithHostedZone", "hostedzone/ZFFFF"),
      ),
      creates: true,
    },
    {
      ...listed(
        "with the policies of a creation, the provider of a stranger's cluster, as one of the environment",
        "the roles of models",
        s.call(
          "iam:CreateOpenIDConnectProvider",
          `oidc-provider/oidc.eks.${s.region}.amazonaws.com/id/FFFF`,
          {
            ...s.given("cluster"),
          },
        ),
      ),
      creates: true,
    },
    ...[
      ["of a stranger's cluster", `oidc.eks.${s.region}.amazonaws.com/id/FFFF`],
      ["of a stranger", "login.example.org"],
    ].map(([whose = "", url = ""]) =>
      never(
        `the provider ${whose}, as one of the environment`,
        "the roles of models",
        s.call("iam:CreateOpenIDConnectProvider", `oidc-provider/${url}`, s.given("cluster")),
      ),
    ),
  ];
}

const backups = (s: Subject): Attack[] => [
  listed(
    "a backup selection that names volumes and databases of others",
    "the disks of another team",
    s.call("backup:CreateBackupSelection", "backup-plan:1", s.own("cluster")),
  ),
  listed(
    "a copy of the backups to a foreign vault",
    "the backups of the environment",
    s.call("backup:UpdateBackupPlan", "backup-plan:1", s.own("cluster")),
  ),
  never(
    "a selection in a foreign plan of backups",
    "the backups of another team",
    s.call("backup:CreateBackupSelection", "backup-plan:ffff", s.foreign()),
  ),
  never(
    "the tags of a foreign plan of backups, removed",
    "the backups of another team",
    s.call("backup:UntagResource", "backup-plan:ffff", s.foreign()),
  ),
];

/** Tags that conditions read, removed or rewritten. */
function tags(s: Subject): Attack[] {
  const keys = [IDENTITY, "environment", "layer"];
  const objects = [
    { untag: "ec2:DeleteTags", retag: "ec2:CreateTags", object: "vpc/vpc-1", layer: "network" },
    { untag: "kms:UntagResource", retag: "kms:TagResource", object: OWN_KEY, layer: "cluster" },
    { untag: "kms:UntagResource", retag: "kms:TagResource", object: OWN_KEY, layer: "state" },
    {
      untag: "iam:UntagOpenIDConnectProvider",
      retag: "iam:TagOpenIDConnectProvider",
      object: `oidc-provider/oidc.eks.${s.region}.amazonaws.com/id/1`,
      layer: "cluster",
    },
    { untag: "backup:UntagResource", retag: "backup:TagResource", object: "backup-plan:1", layer: "cluster" },
  ] as const;
  return objects.flatMap(({ untag, retag, object, layer }) => [
    ...keys.map((key) =>
      never(
        `the tag ${key} of an object of ${layer}, removed by ${untag}`,
        "the tags that conditions read",
        s.call(untag, object, {
          ...s.own(layer),
          "aws:TagKeys": [key],
          ...(untag === "ec2:DeleteTags" ? { [`aws:RequestTag/${key}`]: "" } : {}),
        }),
      ),
    ),
    ...keys.map((key) =>
      never(
        `the tag ${key} of an object of ${layer}, rewritten by ${retag}`,
        "the tags that conditions read",
        s.call(retag, object, { ...s.own(layer), ...given({ [key]: "other" }) }),
      ),
    ),
  ]);
}

function keysAndStates(s: Subject): Attack[] {
  return [
    ...(["state", "network", "cluster"] as const).flatMap((layer) =>
      ["CreateGrant", "PutKeyPolicy"].map((name): Attack => ({
        attack: `kms:${name} with a key of ${layer}, for another account`,
        calls: [s.call(`kms:${name}`, OWN_KEY, s.own(layer))],
        attacked: `a key of ${layer}`,
        expected: name === "CreateGrant" && layer !== "cluster" ? "never" : [layer],
      })),
    ),
    {
      attack: "the policy of the bucket of the states",
      calls: [s.call("s3:PutBucketPolicy", s.states)],
      attacked: "the states",
      expected: ["state"],
    },
    ...["network", "cluster", "models"].map((layer) =>
      never(
        `the stored plan of ${layer}, replaced`,
        `the plan of ${layer}`,
        s.call("s3:PutObject", `${s.states}/plans/1/${s.environment}-${layer}.tar.gz`),
      ),
    ),
    never(
      "mutable tags of a repository, and another image with a tag that exists",
      "the images",
      s.call("ecr:PutImageTagMutability", `repository/${s.environment}/aws-load-balancer-controller`),
      s.call("ecr:PutImage", `repository/${s.environment}/aws-load-balancer-controller`),
    ),
    ...["ScheduleKeyDeletion", "PutKeyPolicy", "UntagResource", "DisableKeyRotation"].map((name) =>
      never(
        `kms:${name} of a foreign key`,
        "a key of another team",
        s.call(`kms:${name}`, FOREIGN_KEY, s.foreign()),
      ),
    ),
    ...["Decrypt", "CreateGrant", "TagResource"].map((name): Attack => ({
      ...listed(
        `with the policies of a creation, kms:${name} with a foreign key without tags`,
        "a key of another team",
        s.call(`kms:${name}`, FOREIGN_KEY, {
          "kms:ViaService": `rds.${s.region}.amazonaws.com`,
          ...(name === "TagResource" ? s.given("cluster") : {}),
        }),
      ),
      creates: true,
    })),
    ...["Decrypt", "CreateGrant", "TagResource", "ScheduleKeyDeletion"].map((name): Attack => ({
      ...never(
        `with the policies of a creation, kms:${name} with a foreign key that has tags`,
        "a key of another team",
        s.call(`kms:${name}`, FOREIGN_KEY, {
          ...s.foreign(),
          "kms:ViaService": `rds.${s.region}.amazonaws.com`,
          ...(name === "TagResource" ? s.given("cluster") : {}),
        }),
      ),
      creates: true,
    })),
    {
      ...never(
        "with the policies of a creation, a direct kms:Decrypt with a foreign key without tags",
        "a key of another team",
        s.call("kms:Decrypt", FOREIGN_KEY, { "kms:ViaService": [] }),
      ),
      creates: true,
    },
    {
      ...listed(
        "with the policies of a creation, tags of the secret of a foreign database",
        "the databases of another team",
        s.call("secretsmanager:TagResource", "secret:rds!db-ffff-abcdef", given({ team: "other" })),
      ),
      creates: true,
    },
    {
      ...never(
        "with the policies of a creation, the password of a foreign database",
        "the databases of another team",
        s.call("secretsmanager:GetSecretValue", "secret:rds!db-ffff-abcdef", s.foreign()),
      ),
      creates: true,
    },
    {
      ...never(
        "with the policies of a creation, a foreign provider deleted",
        "the pods of another cluster",
        s.call("iam:DeleteOpenIDConnectProvider", "oidc-provider/login.example.com"),
      ),
      creates: true,
    },
  ];
}

function cluster(s: Subject): Attack[] {
  const name = `cluster/${s.environment}-cluster`;
  const entry = (principal: string) =>
    s.call("eks:CreateAccessEntry", name, {
      ...s.own("cluster"),
      "eks:principalArn": `arn:aws:iam::${principal}`,
    });
  const association = (policy: string, user: string) =>
    s.call("eks:AssociateAccessPolicy", `access-entry/${s.environment}-cluster/role/${user}/0a`, {
      "eks:policyArn": `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    });
  return [
    never("an access entry for a stranger", "the cluster", entry("999988887777:role/stranger")),
    never("an access entry for another role", "the cluster", entry(`${s.account}:role/billing-admin`)),
    {
      attack: "the access entry of the administrator of the file",
      calls: [
        entry(`${s.account}:role/${s.place.admin}`),
        association("AmazonEKSClusterAdminPolicy", `${s.account}/${s.place.admin}`),
      ],
      attacked: "the cluster",
      expected: ["cluster"],
    },
    never(
      "a policy that the file does not name, for the entry of an administrator",
      "the cluster",
      association("AmazonEKSAutoNodePolicy", `${s.account}/${s.place.admin}`),
    ),
    never(
      "the policy of administrators for the entry of another role",
      "the cluster",
      association("AmazonEKSClusterAdminPolicy", `${s.account}/billing-admin`),
    ),
    never(
      "a public endpoint of the API",
      "the cluster",
      s.call("eks:UpdateClusterConfig", name, { ...s.own("cluster"), "eks:endpointPublicAccess": "true" }),
    ),
    {
      attack: "other logs of the cluster",
      calls: [
        s.call("eks:UpdateClusterConfig", name, { ...s.own("cluster"), "eks:endpointPublicAccess": [] }),
      ],
      attacked: "the cluster",
      expected: ["cluster"],
    },
  ];
}

/** Services that run code with a role. */
function helpers(s: Subject): Attack[] {
  const runs: readonly (readonly [string, string])[] = [
    ["lambda:CreateFunction", "function:x"],
    ["lambda:InvokeFunction", "function:payments"],
    ["codebuild:CreateProject", "project/x"],
    ["codebuild:StartBuild", "project/payments"],
    ["ssm:CreateDocument", "document/x"],
    ["ssm:SendCommand", `arn:aws:ec2:${s.region}:${s.account}:instance/i-1`],
    ["ssm:StartSession", `arn:aws:ec2:${s.region}:${s.account}:instance/i-1`],
    ["eks:CreatePodIdentityAssociation", `cluster/${s.environment}-cluster`],
    ["ec2:ModifyInstanceAttribute", "instance/i-ffff"],
    ["rds:ModifyDBInstance", "db:payments"],
    ["elasticloadbalancing:DeleteLoadBalancer", "loadbalancer/app/payments/1"],
  ];
  return [
    ...runs.map(([action, object]) =>
      never(`${action} of ${object}`, "the account", s.call(action, object, s.foreign())),
    ),
    never(
      "a role for a pod by an add-on",
      "the role of a model",
      s.call("eks:CreateAddon", `cluster/${s.environment}-cluster`, s.own("cluster")),
      s.call("iam:PassRole", `role/${s.prefix}-model-${s.place.model}`, {
        "iam:PassedToService": "pods.eks.amazonaws.com",
      }),
    ),
  ];
}
