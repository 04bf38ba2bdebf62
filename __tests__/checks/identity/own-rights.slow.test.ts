import { CHECKS } from "../../../src/checks/all";
import { type Layer } from "../../../src/base/layers";
import { environmentPlan } from "../../support/altered";
import { CONTEXT } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planOf } from "../../support/reference-plans";

/*
 * Rights that own blocks give: each attack has an error of the check at the block that gives the right, and each legitimate one has none.
 */

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const ACCOUNT = "333344445555";

const policy = (...statements: string[]): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })`;
const list = (texts: readonly string[]): string => `[${texts.map((each) => `"${each}"`).join(", ")}]`;
const allow = (actions: readonly string[], resources: readonly string[], condition = ""): string =>
  `{ Effect = "Allow", Action = ${list(actions)}, Resource = ${list(resources)}${condition} }`;
const block = (labels: string, ...lines: string[]): string =>
  `resource ${labels} {\n  ${lines.join("\n  ")}\n}\n`;

const serviceTrust = (service: string): string =>
  policy(
    `{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "${service}" }, Condition = { StringEquals = { "aws:SourceAccount" = "${ACCOUNT}" } } }`,
  );
const POD_TRUST = policy(
  `{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Principal = { Service = "pods.eks.amazonaws.com" }, Condition = { StringEquals = { "aws:SourceAccount" = "${ACCOUNT}" } } }`,
);
const principalTrust = (principal: string): string =>
  policy(`{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }`);

const role = (name: string, trust = serviceTrust("glue.amazonaws.com"), ...lines: string[]): string =>
  block(`"aws_iam_role" "${name}"`, `name = "mlapp-${name}"`, `assume_role_policy = ${trust}`, ...lines);
const rolePolicy = (name: string, document: string): string =>
  block(
    `"aws_iam_role_policy" "${name}"`,
    `name = "${name}"`,
    `role = aws_iam_role.${name}.id`,
    `policy = ${document}`,
  );
const inline = (name: string, ...statements: string[]): string => rolePolicy(name, policy(...statements));
const jobWith = (...statements: string[]): string => role("x") + inline("x", ...statements);
const user = block('"aws_iam_user" "x"', 'name = "mlapp-x"');
const group = block('"aws_iam_group" "x"', 'name = "mlapp-x"');

interface Case {
  readonly what: string;
  readonly layer?: Layer;
  readonly text: string;
}

interface Attack extends Case {
  readonly check: string;
  readonly address: string;
  readonly words: RegExp;
}

const escalates = (what: string, text: string, address: string, words: RegExp): Attack => ({
  what,
  text,
  address,
  words,
  check: "rights-escalation",
});

/** A role of a job that may call an action by which it becomes another identity. */
const action = (name: string, resource = "*"): Attack =>
  escalates(
    `${name} on ${resource}`,
    jobWith(allow([name], [resource])),
    "aws_iam_role_policy.x",
    new RegExp(name),
  );

/** A role that assumes another one, which has a right. */
const chain = (
  what: string,
  trust: string,
  right: string,
  assumed = "${aws_iam_role.b.arn}",
  beside = "",
): Attack => ({
  what,
  text:
    beside +
    role("a") +
    inline("a", allow(["sts:AssumeRole"], [assumed])) +
    role("b", trust) +
    inline("b", right),
  check: "role-chains",
  address: "aws_iam_role_policy.a",
  words: /mlapp-a can assume role mlapp-b/,
});

const READS_MODELS = allow(["s3:GetObject"], ["arn:aws:s3:::mlapp-model-registry/*"]);

const ROLES = `arn:aws:iam::${ACCOUNT}:role/*`;
const USERS = `arn:aws:iam::${ACCOUNT}:user/*`;

const ATTACKS: readonly Attack[] = [
  escalates(
    "AdministratorAccess in the role",
    role("x", serviceTrust("glue.amazonaws.com"), `managed_policy_arns = ["${ADMIN}"]`),
    "aws_iam_role.x",
    /AdministratorAccess/,
  ),
  escalates(
    "AdministratorAccess by an attachment",
    role("x") +
      block('"aws_iam_role_policy_attachment" "x"', "role = aws_iam_role.x.name", `policy_arn = "${ADMIN}"`),
    "aws_iam_role_policy_attachment.x",
    /mlapp-x.*AdministratorAccess/,
  ),
  escalates(
    "AdministratorAccess by the attachment of a policy",
    role("x") +
      block(
        '"aws_iam_policy_attachment" "x"',
        'name = "x"',
        'roles = ["mlapp-x"]',
        `policy_arn = "${ADMIN}"`,
      ),
    "aws_iam_policy_attachment.x",
    /mlapp-x.*AdministratorAccess/,
  ),
  escalates(
    "AdministratorAccess by an exclusive list",
    role("x") +
      block(
        '"aws_iam_role_policy_attachments_exclusive" "x"',
        "role_name = aws_iam_role.x.name",
        `policy_arns = ["${ADMIN}"]`,
      ),
    "aws_iam_role_policy_attachments_exclusive.x",
    /AdministratorAccess/,
  ),
  escalates(
    "every action in a policy inside the role",
    role(
      "x",
      serviceTrust("glue.amazonaws.com"),
      `inline_policy {\n    name = "x"\n    policy = ${policy(allow(["*"], ["*"]))}\n  }`,
    ),
    "aws_iam_role.x",
    /iam:/,
  ),
  escalates(
    "AdministratorAccess of a user",
    user +
      block('"aws_iam_user_policy_attachment" "x"', "user = aws_iam_user.x.name", `policy_arn = "${ADMIN}"`),
    "aws_iam_user_policy_attachment.x",
    /user mlapp-x.*AdministratorAccess/,
  ),
  escalates(
    "every action of a user",
    user +
      block(
        '"aws_iam_user_policy" "x"',
        'name = "x"',
        "user = aws_iam_user.x.name",
        `policy = ${policy(allow(["*"], ["*"]))}`,
      ),
    "aws_iam_user_policy.x",
    /user mlapp-x/,
  ),
  escalates(
    "AdministratorAccess of a group",
    group +
      block(
        '"aws_iam_group_policy_attachment" "x"',
        "group = aws_iam_group.x.name",
        `policy_arn = "${ADMIN}"`,
      ),
    "aws_iam_group_policy_attachment.x",
    /group mlapp-x.*AdministratorAccess/,
  ),
  escalates(
    "every action of a group",
    group +
      block(
        '"aws_iam_group_policy" "x"',
        'name = "x"',
        "group = aws_iam_group.x.name",
        `policy = ${policy(allow(["iam:*"], ["*"]))}`,
      ),
    "aws_iam_group_policy.x",
    /group mlapp-x/,
  ),
  escalates(
    "AdministratorAccess of a role of the account that the file does not create",
    block('"aws_iam_role_policy_attachment" "x"', 'role = "other-team"', `policy_arn = "${ADMIN}"`),
    "aws_iam_role_policy_attachment.x",
    /role other-team.*AdministratorAccess/,
  ),
  escalates(
    "an own policy that is attached",
    role("x") +
      block('"aws_iam_policy" "x"', 'name = "mlapp-x"', `policy = ${policy(allow(["iam:Put*"], ["*"]))}`) +
      block(
        '"aws_iam_role_policy_attachment" "x"',
        "role = aws_iam_role.x.name",
        "policy_arn = aws_iam_policy.x.arn",
      ),
    "aws_iam_role_policy_attachment.x",
    /iam:PutRolePolicy/,
  ),
  escalates(
    "every action of IAM in a local value",
    `locals {\n  rights = ${policy(allow(["iam:*"], ["*"]))}\n}\n` +
      role("x") +
      rolePolicy("x", "local.rights"),
    "aws_iam_role_policy.x",
    /iam:/,
  ),
  escalates(
    "every action of IAM in a policy document",
    'data "aws_iam_policy_document" "x" {\n  statement {\n    actions = ["iam:*"]\n    resources = ["*"]\n  }\n}\n' +
      role("x") +
      rolePolicy("x", "data.aws_iam_policy_document.x.json"),
    "aws_iam_role_policy.x",
    /iam:/,
  ),
  escalates(
    "a policy of the nodes that starts sessions",
    block(
      '"aws_iam_role_policy" "x"',
      'name = "x"',
      "role = aws_iam_role.nodes.id",
      `policy = ${policy(allow(["ssm:StartSession"], ["*"]))}`,
    ),
    "aws_iam_role_policy.x",
    /ssm:StartSession/,
  ),
  action("iam:CreateAccessKey", USERS),
  action("iam:CreateLoginProfile", USERS),
  action("iam:UpdateAssumeRolePolicy", ROLES),
  action("iam:AttachRolePolicy", ROLES),
  action("iam:PutRolePolicy", ROLES),
  action("iam:CreatePolicyVersion"),
  action("iam:SetDefaultPolicyVersion"),
  action("iam:AddUserToGroup"),
  action("iam:DeleteRolePermissionsBoundary", ROLES),
  action("iam:PassRole"),
  action("iam:PassRole", ROLES),
  action("sts:AssumeRole"),
  action("lambda:UpdateFunctionCode"),
  action("ssm:SendCommand"),
  action("eks:CreateAccessEntry"),
  action("eks:AssociateAccessPolicy"),
  escalates(
    "NotAction in an Allow",
    jobWith('{ Effect = "Allow", NotAction = ["s3:*"], Resource = ["*"] }'),
    "aws_iam_role_policy.x",
    /iam:/,
  ),
  escalates(
    "NotResource in an Allow",
    jobWith(
      '{ Effect = "Allow", Action = ["iam:PutRolePolicy"], NotResource = ["arn:aws:iam::333344445555:role/a"] }',
    ),
    "aws_iam_role_policy.x",
    /iam:PutRolePolicy/,
  ),
  escalates(
    "a Deny that leaves a way",
    jobWith(
      allow(["iam:*"], ["*"]),
      '{ Effect = "Deny", Action = ["iam:*"], Resource = ["arn:aws:iam::333344445555:role/mlapp-*"] }',
    ),
    "aws_iam_role_policy.x",
    /iam:/,
  ),
  escalates(
    "a boundary that keeps nothing out",
    block('"aws_iam_policy" "b"', 'name = "mlapp-b"', `policy = ${policy(allow(["*"], ["*"]))}`) +
      role("x", serviceTrust("glue.amazonaws.com"), "permissions_boundary = aws_iam_policy.b.arn") +
      inline("x", allow(["iam:PutRolePolicy"], ["*"])),
    "aws_iam_role_policy.x",
    /iam:PutRolePolicy/,
  ),
  {
    what: "a job that passes the role of the nodes",
    text: jobWith(allow(["iam:PassRole"], ["${aws_iam_role.nodes.arn}"])),
    check: "role-chains",
    address: "aws_iam_role_policy.x",
    words: /mlapp-x can pass role mlapp-nodes to ec2\.amazonaws\.com/,
  },
  chain(
    "a chain to a role that reads the models",
    principalTrust('"arn:aws:iam::333344445555:role/mlapp-a"'),
    READS_MODELS,
  ),
  chain(
    "a chain by the account",
    principalTrust('"arn:aws:iam::333344445555:root"'),
    allow(["iam:PutRolePolicy"], ["*"]),
    "arn:aws:iam::333344445555:role/mlapp-b",
  ),
  chain(
    "a chain to a role whose trust is a policy document",
    "data.aws_iam_policy_document.b.json",
    READS_MODELS,
    undefined,
    'data "aws_iam_policy_document" "b" {\n  statement {\n    actions = ["sts:AssumeRole"]\n' +
      '    principals {\n      type = "AWS"\n      identifiers = ["arn:aws:iam::333344445555:role/mlapp-a"]\n    }\n  }\n}\n',
  ),
  {
    what: "a declared role that administers the cluster",
    text:
      role("x") +
      block(
        '"aws_eks_access_entry" "x"',
        "cluster_name = aws_eks_cluster.main.name",
        "principal_arn = aws_iam_role.x.arn",
      ) +
      block(
        '"aws_eks_access_policy_association" "x"',
        "cluster_name = aws_eks_cluster.main.name",
        "principal_arn = aws_iam_role.x.arn",
        'policy_arn = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"',
        'access_scope {\n    type = "cluster"\n  }',
      ),
    check: "role-chains",
    address: "aws_eks_access_policy_association.x",
    words: /mlapp-x.*AmazonEKSClusterAdminPolicy/,
  },
  {
    what: "Pod Identity of the role of the nodes",
    text: block(
      '"aws_eks_pod_identity_association" "x"',
      "cluster_name = aws_eks_cluster.main.name",
      'namespace = "kube-system"',
      'service_account = "default"',
      "role_arn = aws_iam_role.nodes.arn",
    ),
    check: "pod-identity",
    address: "aws_eks_pod_identity_association.x",
    words: /kube-system:default.*mlapp-nodes/,
  },
  {
    what: "Pod Identity of a strong role with a service account of others",
    text:
      role("x", POD_TRUST) +
      inline("x", allow(["iam:PutRolePolicy"], ["*"])) +
      block(
        '"aws_eks_pod_identity_association" "x"',
        "cluster_name = aws_eks_cluster.main.name",
        'namespace = "stranger"',
        'service_account = "stranger"',
        "role_arn = aws_iam_role.x.arn",
      ),
    check: "pod-identity",
    address: "aws_eks_pod_identity_association.x",
    words: /stranger:stranger/,
  },
  {
    what: "a job that reads the files of the models",
    text: jobWith(allow(["s3:GetObject"], ["arn:aws:s3:::mlapp-model-registry/model-service/*"])),
    check: "data-reach",
    address: "aws_iam_role_policy.x",
    words: /mlapp-x.*model-service/,
  },
  {
    what: "a user who reads every object",
    text:
      user +
      block(
        '"aws_iam_user_policy_attachment" "x"',
        "user = aws_iam_user.x.name",
        'policy_arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"',
      ),
    check: "data-reach",
    address: "aws_iam_user_policy_attachment.x",
    words: /user mlapp-x.*objects/,
  },
  {
    what: "a job that decrypts with the key of the cluster",
    text: jobWith(allow(["kms:Decrypt"], ["${aws_kms_key.cluster.arn}"])),
    check: "data-reach",
    address: "aws_iam_role_policy.x",
    words: /mlapp-x.*aws_kms_key\.cluster/,
  },
  {
    what: "a policy of the bucket of the models for an own job",
    text:
      role("x") +
      block(
        '"aws_s3_bucket_policy" "x"',
        'bucket = "mlapp-model-registry"',
        `policy = ${policy('{ Effect = "Allow", Principal = { AWS = aws_iam_role.x.arn }, Action = "s3:GetObject", Resource = "arn:aws:s3:::mlapp-model-registry/*" }')}`,
      ),
    check: "data-reach",
    address: "aws_s3_bucket_policy.x",
    words: /mlapp-x reaches .*s3:GetObject, beyond its own policies/,
  },
  {
    what: "a policy of the bucket of the state for an own job",
    layer: "state",
    text:
      role("x") +
      block(
        '"aws_s3_bucket_policy" "x"',
        "bucket = aws_s3_bucket.state_bucket.id",
        `policy = ${policy('{ Effect = "Allow", Principal = { AWS = aws_iam_role.x.arn }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.state_bucket.arn}/*" }')}`,
      ),
    check: "data-reach",
    address: "aws_s3_bucket_policy.x",
    words: /mlapp-x reaches .*s3:GetObject, beyond its own policies/,
  },
  {
    what: "a policy of the key of the cluster for a user",
    text:
      user +
      block(
        '"aws_kms_key_policy" "x"',
        "key_id = aws_kms_key.cluster.key_id",
        `policy = ${policy('{ Effect = "Allow", Principal = { AWS = aws_iam_user.x.arn }, Action = "kms:Decrypt", Resource = "*" }')}`,
      ),
    check: "data-reach",
    address: "aws_kms_key_policy.x",
    words: /user mlapp-x reaches .*kms:Decrypt/,
  },
  {
    what: "an exclusive list of attachments without those of the nodes",
    text: block(
      '"aws_iam_role_policy_attachments_exclusive" "x"',
      "role_name = aws_iam_role.nodes.name",
      "policy_arns = []",
    ),
    check: "exclusive-policies",
    address: "aws_iam_role_policy_attachments_exclusive.x",
    words: /AmazonEKSWorkerNodePolicy/,
  },
  {
    what: "an exclusive list of policies without that of the flow logs",
    layer: "network",
    text: block(
      '"aws_iam_role_policies_exclusive" "x"',
      "role_name = aws_iam_role.flow_logs.name",
      "policy_names = []",
    ),
    check: "exclusive-policies",
    address: "aws_iam_role_policies_exclusive.x",
    words: /removes the policy/,
  },
  {
    what: "an attachment that takes the policy from the nodes",
    text:
      role("x") +
      block(
        '"aws_iam_policy_attachment" "x"',
        'name = "x"',
        "roles = [aws_iam_role.x.name]",
        'policy_arn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"',
      ),
    check: "exclusive-policies",
    address: "aws_iam_policy_attachment.x",
    words: /AmazonEKSWorkerNodePolicy.*mlapp-nodes/,
  },
];

const REGION_GUARD =
  '{ Effect = "Deny", NotAction = ["iam:*", "sts:*", "support:*"], Resource = ["*"], Condition = { StringNotEquals = { "aws:RequestedRegion" = ["us-east-1"] } } }';
const MFA_GUARD =
  '{ Effect = "Deny", NotAction = ["iam:ListMFADevices", "sts:GetSessionToken"], Resource = ["*"], Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }';
const OWN_TABLE = allow(["dynamodb:GetItem"], [`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/mlapp-features`]);

const LEGITIMATE: readonly Case[] = [
  { what: "a guard of the region", text: jobWith(OWN_TABLE, REGION_GUARD) },
  {
    what: "a group that has to use MFA",
    text:
      group +
      block(
        '"aws_iam_group_policy" "x"',
        'name = "x"',
        "group = aws_iam_group.x.name",
        `policy = ${policy(OWN_TABLE, MFA_GUARD)}`,
      ),
  },
  {
    what: "a user who manages the own access keys",
    text:
      user +
      block(
        '"aws_iam_user_policy" "x"',
        'name = "x"',
        "user = aws_iam_user.x.name",
        `policy = ${policy(allow(["iam:CreateAccessKey", "iam:DeleteAccessKey"], [`arn:aws:iam::${ACCOUNT}:user/$$\{aws:username}`]))}`,
      ),
  },
  {
    what: "a job that reads the own bucket",
    text:
      block('"aws_s3_bucket" "reports"', 'bucket = "mlapp-reports"') +
      jobWith(allow(["s3:GetObject", "s3:PutObject"], ["${aws_s3_bucket.reports.arn}/*"])),
  },
  {
    what: "a job with a boundary that is wider",
    text:
      block(
        '"aws_iam_policy" "b"',
        'name = "mlapp-b"',
        `policy = ${policy(allow(["dynamodb:*", "s3:*"], ["*"]))}`,
      ) +
      role("x", serviceTrust("glue.amazonaws.com"), "permissions_boundary = aws_iam_policy.b.arn") +
      inline("x", OWN_TABLE),
  },
  {
    what: "rights that a boundary takes",
    text:
      block('"aws_iam_policy" "b"', 'name = "mlapp-b"', `policy = ${policy(allow(["dynamodb:*"], ["*"]))}`) +
      role(
        "x",
        principalTrust(`"arn:aws:iam::${ACCOUNT}:role/ci"`),
        "permissions_boundary = aws_iam_policy.b.arn",
      ) +
      inline("x", allow(["dynamodb:GetItem", "iam:PutRolePolicy"], ["*"])),
  },
  {
    what: "rights that a Deny takes",
    text:
      role("x", principalTrust(`"arn:aws:iam::${ACCOUNT}:role/ci"`)) +
      inline(
        "x",
        allow(["iam:Get*", "iam:Put*"], ["*"]),
        '{ Effect = "Deny", Action = ["iam:Put*"], Resource = ["*"] }',
      ),
  },
  {
    what: "the service role of AWS Glue",
    text:
      role("x") +
      block(
        '"aws_iam_role_policy_attachment" "x"',
        "role = aws_iam_role.x.name",
        'policy_arn = "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"',
      ),
  },
  {
    what: "a state machine that passes the role of its own task",
    text:
      role("task", serviceTrust("ecs-tasks.amazonaws.com")) +
      inline("task", OWN_TABLE) +
      role("x", serviceTrust("states.amazonaws.com")) +
      inline(
        "x",
        allow(
          ["iam:PassRole"],
          ["${aws_iam_role.task.arn}"],
          ', Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }',
        ),
      ),
  },
  {
    what: "a chain to a role of another account",
    text: jobWith(allow(["sts:AssumeRole"], ["arn:aws:iam::999988887777:role/partner"])),
  },
  {
    what: "a CI role that one repository assumes",
    text:
      block(
        '"aws_iam_openid_connect_provider" "ci"',
        'url = "https://token.actions.githubusercontent.com"',
        'client_id_list = ["sts.amazonaws.com"]',
      ) +
      role(
        "x",
        policy(
          '{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = aws_iam_openid_connect_provider.ci.arn }, Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = "repo:acme/mlapp:ref:refs/heads/main" } } }',
        ),
      ) +
      inline(
        "x",
        allow(["dynamodb:GetItem"], [`arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/mlapp-features`]),
      ),
  },
  {
    what: "a full exclusive list",
    text:
      role("x") +
      inline("x", OWN_TABLE) +
      block(
        '"aws_iam_role_policies_exclusive" "x"',
        "role_name = aws_iam_role.x.name",
        'policy_names = ["x"]',
      ),
  },
  {
    what: "Pod Identity of an own role with an own service account",
    text:
      role("x", POD_TRUST) +
      inline("x", OWN_TABLE) +
      'resource "kubernetes_service_account_v1" "x" {\n  metadata {\n    name = "exporter"\n    namespace = "exporters"\n  }\n}\n' +
      block(
        '"aws_eks_pod_identity_association" "x"',
        "cluster_name = aws_eks_cluster.main.name",
        'namespace = "exporters"',
        'service_account = "exporter"',
        "role_arn = aws_iam_role.x.arn",
      ),
  },
];

const IDS = [
  "rights-escalation",
  "role-chains",
  "pod-identity",
  "data-reach",
  "calls-allowed",
  "exclusive-policies",
];

const foundIn = ({ layer = "cluster", text }: Case) =>
  IDS.flatMap((id) => {
    const check = CHECKS.find((each) => each.id === id);
    const plan = environmentWithOwnFile("mlapp", layer, text);
    return (check?.run(plan, CONTEXT) ?? []).map(({ address, message }) => ({ check: id, address, message }));
  });

test("a reference environment has none of these findings", () => {
  const plan = environmentPlan(planOf("mlapp"));
  const all = IDS.map((id) => CHECKS.find((each) => each.id === id));
  expect(all.map((each) => each?.id)).toEqual(IDS);
  expect(all.flatMap((each) => each?.run(plan, CONTEXT) ?? [])).toEqual([]);
});

test.each(ATTACKS.map((each) => [each.what, each] as const))("found: %s", (_, attack) => {
  const { check, address, words } = attack;
  expect(foundIn(attack)).toContainEqual({ check, address, message: expect.stringMatching(words) as string });
});

test.each(LEGITIMATE.map((each) => [each.what, each] as const))("accepted: %s", (_, each) => {
  expect(foundIn(each)).toEqual([]);
});
