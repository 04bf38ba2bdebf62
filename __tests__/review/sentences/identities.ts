import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const PROVIDER = "aws_iam_openid_connect_provider.main";
const provider = (issuer = ISSUER) => ({
  [PROVIDER]: { url: `https://${issuer}`, client_id_list: ["sts.amazonaws.com"] },
});

const ROLE = "aws_iam_role.api";
const policy = (statement: JsonObject) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const trusting = (principal: JsonObject) => policy({ Principal: principal, Action: "sts:AssumeRole" });
const trustOfPods = (account: string) =>
  policy({
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${ISSUER}:sub`]: `system:serviceaccount:models:${account}` } },
  });
const role = (trust: string, config: JsonObject = {}) => ({
  [ROLE]: { name: "api", assume_role_policy: trust, ...config },
});
const POD_ROLE = role(trustOfPods("api"));
const PARTNER = "arn:aws:iam::444455556666:role/partner";
const OF_PARTNER = trusting({ AWS: PARTNER });

const METADATA = { name: "api", namespace: "models" };
const PODS = {
  "models/kubernetes_service_account_v1.api": {
    metadata: {
      ...METADATA,
      annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/api" },
    },
  },
  "models/kubernetes_deployment_v1.api": {
    metadata: METADATA,
    spec: { template: { spec: { service_account_name: "api" } } },
  },
};
const FLOW_LOG = {
  "aws_flow_log.main": { vpc_id: "vpc-0123456789abcdef0", iam_role_arn: `\${${ROLE}.arn}` },
};
const OF_FLOW_LOGS = trusting({ Service: "vpc-flow-logs.amazonaws.com" });

const ADMINISTRATOR = {
  "aws_eks_access_policy_association.admin": {
    cluster_name: "small",
    principal_arn: "arn:aws:iam::111122223333:role/admin",
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: { type: "cluster" },
  },
};
const CLUSTER = {
  "aws_eks_cluster.main": {
    name: "small",
    access_config: { bootstrap_cluster_creator_admin_permissions: false },
  },
};

const BOUNDARY = { permissions_boundary: "arn:aws:iam::111122223333:policy/boundary" };
const allowed = (statement: JsonObject) => ({
  "aws_iam_role_policy.api": { role: `\${${ROLE}.id}`, policy: policy(statement) },
});

/** Identities that end or change while programs use them. */
export const IDENTITY_SENTENCES: readonly SentenceCase[] = [
  {
    beside: { ...POD_ROLE, ...PODS },
    before: provider(),
    after: provider("oidc.example.com"),
    lines: [
      "attention, outage: aws_iam_openid_connect_provider.main is replaced, and the roles of pods trust the old one: pods of models:api get no credentials of AWS",
      "attention: aws_iam_openid_connect_provider.main is replaced: until it exists, AWS accepts no token of the issuer, and pods and jobs that have one get no rights",
    ],
  },
  {
    beside: { ...POD_ROLE, ...PODS },
    before: provider(),
    lines: [
      "attention, outage: aws_iam_openid_connect_provider.main is destroyed: pods of models:api get no credentials of AWS",
      "attention: aws_iam_openid_connect_provider.main is destroyed: AWS accepts no token of this issuer, and jobs that have one get no rights",
    ],
  },
  {
    beside: PODS,
    before: POD_ROLE,
    after: role(trustOfPods("api"), { name: "other" }),
    lines: [
      "attention, outage: aws_iam_role.api is replaced, name api → other: the old role goes first, and pods of models:api that run keep asking for it until they start again",
    ],
  },
  {
    beside: FLOW_LOG,
    before: role(OF_FLOW_LOGS),
    after: role(OF_FLOW_LOGS, { name: "other" }),
    lines: [
      "attention: aws_iam_role.api is replaced, name api → other: aws_flow_log.main cannot use it in between",
      "info: aws_flow_log.main is replaced; connections meanwhile are not recorded",
    ],
  },
  {
    before: role(OF_PARTNER),
    lines: [
      "attention, outage: aws_iam_role.api is destroyed: arn:aws:iam::444455556666:role/partner could assume it, and no stack shows who did",
    ],
  },
  {
    beside: PODS,
    before: POD_ROLE,
    after: role(trustOfPods("other")),
    lines: [
      "attention, outage: aws_iam_role.api no longer trusts models:api: their pods get no credentials of AWS",
      "attention, more access: trust policy of role aws_iam_role.api gains sts:AssumeRoleWithWebIdentity for arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE if StringEquals oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub system:serviceaccount:models:other",
      "attention, in place: trust policy of role aws_iam_role.api loses sts:AssumeRoleWithWebIdentity for arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE if StringEquals oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:sub system:serviceaccount:models:api",
    ],
  },
  {
    beside: CLUSTER,
    before: ADMINISTRATOR,
    lines: [
      "attention: nobody has AmazonEKSClusterAdminPolicy in aws_eks_cluster.main any more: aws_eks_access_policy_association.admin of arn:aws:iam::111122223333:role/admin was the last one",
      "attention, outage: arn:aws:iam::111122223333:role/admin loses AmazonEKSClusterAdminPolicy in the whole cluster",
    ],
  },
  {
    beside: role(OF_PARTNER),
    before: allowed({ Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" }),
    after: allowed({ Action: ["s3:GetObject"], Resource: "arn:aws:s3:::models/*" }),
    lines: ["info: aws_iam_role_policy.api: the policy is written in another way and allows the same"],
  },
  {
    before: role(OF_PARTNER),
    after: role(OF_PARTNER, BOUNDARY),
    lines: [
      "info, in place: permissions boundary of aws_iam_role.api: not set → arn:aws:iam::111122223333:policy/boundary; it takes rights, and gives none",
    ],
  },
  {
    before: role(OF_PARTNER, BOUNDARY),
    after: role(OF_PARTNER),
    lines: [
      "attention, more access: permissions boundary of aws_iam_role.api: arn:aws:iam::111122223333:policy/boundary → not set; the former one no longer limits what a policy can give",
    ],
  },
  {
    before: role(OF_PARTNER, BOUNDARY),
    after: role(OF_PARTNER, { permissions_boundary: "arn:aws:iam::111122223333:policy/wider" }),
    lines: [
      "attention, more access: permissions boundary of aws_iam_role.api: arn:aws:iam::111122223333:policy/boundary → arn:aws:iam::111122223333:policy/wider; the former one no longer limits what a policy can give",
    ],
  },
  {
    beside: allowed({ Action: "*", Resource: "*" }),
    before: role(OF_PARTNER, BOUNDARY),
    after: role(OF_PARTNER),
    lines: [
      "attention, full rights: permissions boundary of aws_iam_role.api: arn:aws:iam::111122223333:policy/boundary → not set; the former one no longer limits what a policy can give",
    ],
  },
];
