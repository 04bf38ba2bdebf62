import { keyPolicies } from "../../../src/checks/identity/key-policies";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [keyPolicies];

test.each<Case>([
  [
    "a key without access for its account",
    ML,
    ({ cluster }) => {
      within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
        Statement.shift();
      });
    },
    "arn:aws:iam::222233334444:root has no kms:*, so nobody can change the key",
  ],
  [
    "a log group without access to the key",
    ML,
    ({ cluster }) => (cluster.resource.aws_cloudwatch_log_group.control_plane.name = "/other"),
    "CloudWatch Logs (logs.ap-southeast-2.amazonaws.com, kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:Describe*) is not allowed for /other",
  ],
])("key-policies finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

const ADMIN = "arn:aws:iam::222233334444:role/admin";
const ROOT = "arn:aws:iam::222233334444:root";

/** Findings after one more statement of the key of the cluster. */
const withStatement = (statement: object): string =>
  newlyFound(CHECK, ML, ({ cluster }) => {
    within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
      (Statement as object[]).push({ Effect: "Deny", Action: "kms:*", Resource: "*", ...statement });
    });
  }).join("\n");

test.each<[string, object]>([
  ["everyone", { Principal: "*" }],
  ["everyone, in a list", { Principal: { AWS: ["*"] } }],
  ["the account", { Principal: { AWS: ROOT } }],
  ["the account by its number", { Principal: { AWS: "222233334444" } }],
  ["everyone but a service", { NotPrincipal: { Service: "ec2.amazonaws.com" } }],
  ["everyone but another account", { NotPrincipal: { AWS: "arn:aws:iam::999988887777:root" } }],
  [
    "all callers without a service",
    {
      Principal: "*",
      Condition: { StringNotEquals: { "kms:ViaService": "s3.ap-southeast-2.amazonaws.com" } },
    },
  ],
  [
    "all callers of the account",
    { Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "222233334444" } } },
  ],
  ["everyone the change of the policy alone", { Principal: "*", Action: "kms:PutKeyPolicy" }],
])("key-policies finds a Deny that locks the account out: it denies %s", (_, statement) => {
  expect(withStatement(statement)).toContain("locks the account out of its own key");
});

test("key-policies finds a Deny after which nobody decrypts", () => {
  expect(withStatement({ Principal: "*", Action: ["kms:Decrypt"] })).toContain(
    "a Deny statement denies kms:Decrypt to everyone",
  );
});

test.each<[string, object]>([
  ["the deletion of the key", { Principal: "*", Action: "kms:ScheduleKeyDeletion" }],
  ["one role", { Principal: { AWS: "arn:aws:iam::222233334444:role/other" } }],
  ["another account", { Principal: { AWS: "arn:aws:iam::999988887777:root" } }],
  ["everyone but administrators", { NotPrincipal: { AWS: [ADMIN, ROOT] } }],
  [
    "other accounts by a condition",
    { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalAccount": "222233334444" } } },
  ],
  [
    "other organizations",
    { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } },
  ],
  ["plain HTTP", { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
  [
    "everyone but administrators by a condition",
    { Principal: "*", Condition: { ArnNotEquals: { "aws:PrincipalArn": [ADMIN] } } },
  ],
  [
    "everything but what administrators do",
    {
      Principal: { AWS: "arn:aws:iam::222233334444:role/other" },
      Action: undefined,
      NotAction: "kms:Describe*",
    },
  ],
])("key-policies does not call it a lockout that a Deny denies %s", (_, statement) => {
  expect(withStatement(statement)).not.toContain("locks the account out");
  expect(withStatement(statement)).not.toContain("to everyone");
});

/** Findings after the statement for the account is another one. */
const withAccess = (statement: object): string =>
  newlyFound(CHECK, ML, ({ cluster }) => {
    within(cluster.resource.aws_kms_key.cluster, "policy", ({ Statement }) => {
      Object.assign(Statement[0] as object, statement);
    });
  }).join("\n");

test.each<[string, object]>([
  ["by its number", { Principal: { AWS: "222233334444" } }],
  ["with the wildcard of all services", { Action: "*" }],
  [
    "under a condition that always holds",
    { Condition: { StringEquals: { "kms:CallerAccount": "222233334444" } } },
  ],
])("key-policies accepts access for the account %s", (_, statement) => {
  expect(withAccess(statement)).toBe("");
});

test("key-policies does not say that nobody changes a key that a role may change", () => {
  const lines = withAccess({ Principal: { AWS: ADMIN } });
  expect(lines).toContain(`${ROOT} has no kms:*, so only ${ADMIN} can change the key`);
  expect(lines).not.toContain("nobody");
});
