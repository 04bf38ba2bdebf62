import { type IamRequest, Policies } from "../../real/terraform/harness/policy-evaluator";
import { LAYERS, type Layer } from "../../../src/shared/terraform/layers";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../../src/tools/deployer-policy/environment-policies";
import { EnvironmentPlan } from "../../../src/proof/terraform-json/environment-plan";
import { planOf } from "../../support/reference-plans";

/*
 * Requests of a stolen role of `ml-platform` on what other teams of the account own, judged as AWS does: the policies of the
 * role, and its boundary.
 */

const REGION = "eu-central-1";
const ACCOUNT = "444455556666";
const arn = (service: string, object: string): string =>
  `arn:aws:${service}:${["iam", "route53", "s3"].includes(service) ? "" : REGION}:${["route53", "s3"].includes(service) ? "" : ACCOUNT}:${object}`;

let policies: EnvironmentPolicies;
beforeAll(() => {
  const { environment, output } = planOf("ml-platform");
  policies = environmentPolicies(new EnvironmentPlan(environment, output));
});

/** Layers whose apply role may make a request. */
function allowedTo(
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): Layer[] {
  const request: IamRequest = { action, resource, context: { "aws:RequestedRegion": REGION, ...context } };
  const boundary = new Policies(policies.boundary.Statement);
  return LAYERS.filter((layer) => {
    const own = policies.layers.find((each) => each.layer === layer);
    const held = new Policies(own?.documents.apply.flatMap(({ Statement }) => Statement) ?? []);
    return held.allow(request) && boundary.allow(request);
  });
}

const FOREIGN_KEY = arn("kms", "key/00000000-0000-0000-0000-00000000ffff");
const OWN_KEY = arn("kms", "key/00000000-0000-0000-0000-000000000001");
/** Tags of a key of another environment of this project, and of a key that another team made. */
const FOREIGN_TAGS = { "aws:ResourceTag/environment": "other", "aws:ResourceTag/layer": "cluster" };
const OWN_TAGS = { "aws:ResourceTag/environment": "ml-platform", "aws:ResourceTag/layer": "cluster" };

const NEVER: readonly (readonly [string, string, string, Readonly<Record<string, string>>?])[] = [
  ["a policy on a foreign role", "iam:PutRolePolicy", arn("iam", "role/billing-admin")],
  ["a policy on the deployer's role", "iam:PutRolePolicy", arn("iam", "role/ml-platform-deployer-cluster")],
  [
    "AdministratorAccess on the role of nodes",
    "iam:AttachRolePolicy",
    arn("iam", "role/ml-platform-eks-node-role"),
    { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" },
  ],
  [
    "a foreign role for EKS",
    "iam:PassRole",
    arn("iam", "role/billing-admin"),
    { "iam:PassedToService": "eks.amazonaws.com" },
  ],
  [
    "the role of nodes for a function",
    "iam:PassRole",
    arn("iam", "role/ml-platform-eks-node-role"),
    { "iam:PassedToService": "lambda.amazonaws.com" },
  ],
  ["an edit of the boundary", "iam:CreatePolicyVersion", arn("iam", "policy/ml-platform-deployer-boundary")],
  [
    "another version of the boundary",
    "iam:SetDefaultPolicyVersion",
    arn("iam", "policy/ml-platform-deployer-boundary"),
  ],
  ["no boundary", "iam:DeleteRolePermissionsBoundary", arn("iam", "role/ml-platform-alertmanager")],
  ["deletion of a key of another environment", "kms:ScheduleKeyDeletion", FOREIGN_KEY, FOREIGN_TAGS],
  ["deletion of a key without tags", "kms:ScheduleKeyDeletion", FOREIGN_KEY],
  ["the policy of a foreign key", "kms:PutKeyPolicy", FOREIGN_KEY, FOREIGN_TAGS],
  ["decryption with a foreign key", "kms:Decrypt", FOREIGN_KEY, FOREIGN_TAGS],
  [
    "decryption with a foreign key through S3",
    "kms:Decrypt",
    FOREIGN_KEY,
    {
      ...FOREIGN_TAGS,
      "kms:ViaService": `s3.${REGION}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::payroll/2026.csv",
    },
  ],
  ["a grant of a foreign key", "kms:CreateGrant", FOREIGN_KEY, FOREIGN_TAGS],
  [
    "a grant of a foreign key for a resource",
    "kms:CreateGrant",
    FOREIGN_KEY,
    { "kms:GrantIsForAWSResource": "true" },
  ],
  [
    "own tags on the key of another environment",
    "kms:TagResource",
    FOREIGN_KEY,
    { ...FOREIGN_TAGS, "aws:RequestTag/environment": "ml-platform", "aws:RequestTag/layer": "cluster" },
  ],
  ["deletion of a foreign cluster", "eks:DeleteCluster", arn("eks", "cluster/payments")],
  ["deletion of a recovery point", "backup:DeleteRecoveryPoint", arn("backup", "recovery-point:1")],
  ["deletion of a foreign vault", "backup:DeleteBackupVault", arn("backup", "backup-vault:payments")],
  [
    "the password of a database",
    "secretsmanager:GetSecretValue",
    arn("secretsmanager", "secret:rds!db-1-abcdef"),
  ],
  [
    "a version of a state",
    "s3:DeleteObjectVersion",
    `arn:aws:s3:::ml-platform-tfstate-${ACCOUNT}/ml-platform/network/terraform.tfstate`,
  ],
  ["a shared snapshot", "rds:ModifyDBSnapshotAttribute", arn("rds", "snapshot:ml-platform-mlflow")],
];

test.each(NEVER.map(([attack, action, resource, context = {}]) => ({ attack, action, resource, context })))(
  "no role may make $attack",
  ({ action, resource, context }) => expect(allowedTo(action, resource, context)).toEqual([]),
);

test("a deleted provider of another cluster is refused in other forms than those of EKS", () =>
  expect(allowedTo("iam:DeleteOpenIDConnectProvider", arn("iam", "oidc-provider/login.example.com"))).toEqual(
    [],
  ));

test("only its own layer overwrites a state", () => {
  for (const layer of LAYERS)
    expect(
      allowedTo(
        "s3:PutObject",
        `arn:aws:s3:::ml-platform-tfstate-${ACCOUNT}/ml-platform/${layer}/terraform.tfstate`,
      ),
    ).toEqual([layer]);
});

test("the grant that CreateCluster makes on the key of the cluster is allowed, without kms:GrantIsForAWSResource", () =>
  expect(allowedTo("kms:CreateGrant", OWN_KEY, OWN_TAGS)).toEqual(["cluster"]));

test("a grant of the key of the states is refused", () =>
  expect(allowedTo("kms:CreateGrant", OWN_KEY, { ...OWN_TAGS, "aws:ResourceTag/layer": "state" })).toEqual(
    [],
  ));

test("each layer deletes its own keys only", () => {
  for (const layer of ["state", "network", "cluster"] as const)
    expect(
      allowedTo("kms:ScheduleKeyDeletion", OWN_KEY, { ...OWN_TAGS, "aws:ResourceTag/layer": layer }),
    ).toEqual([layer]);
});

test("a new key gets the tags of its layer", () =>
  expect(
    allowedTo("kms:TagResource", OWN_KEY, {
      "aws:RequestTag/environment": "ml-platform",
      "aws:RequestTag/layer": "cluster",
    }),
  ).toEqual(["cluster"]));

test("the states are decrypted through S3", () =>
  expect(
    allowedTo("kms:Decrypt", OWN_KEY, {
      "kms:ViaService": `s3.${REGION}.amazonaws.com`,
      "kms:EncryptionContext:aws:s3:arn": `arn:aws:s3:::ml-platform-tfstate-${ACCOUNT}`,
    }),
  ).toEqual([...LAYERS]));

test("the cluster is an object of its layer only", () => {
  const cluster = arn("eks", "cluster/ml-platform-cluster");
  expect(allowedTo("eks:DeleteCluster", cluster)).toEqual(["cluster"]);
  expect(allowedTo("eks:CreateAccessEntry", cluster)).toEqual(["cluster"]);
});
