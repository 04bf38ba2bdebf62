import { bucketPolicies } from "../../../src/checks/identity/bucket-policies";
import { type Editable } from "../../support/altered";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [bucketPolicies];

test.each<Case>([
  [
    "a bucket that accepts plain HTTP",
    ML,
    ({ state }) => delete state.resource.aws_s3_bucket_policy,
    "it has no policy, so it accepts plain HTTP",
  ],
])("bucket-policies finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

const ROOT = "arn:aws:iam::222233334444:root";
const ADMIN = "arn:aws:iam::222233334444:role/admin";

/** Findings after one more statement of the policy of the state bucket. */
const withStatement = (statement: object): string =>
  newlyFound(CHECK, ML, ({ state }) => {
    const [policy] = Object.values(state.resource.aws_s3_bucket_policy as Editable) as Editable[];
    within(policy as Editable, "policy", ({ Statement }) => {
      const { Resource } = Statement[0] as { readonly Resource: string[] };
      (Statement as object[]).push({ Effect: "Deny", Action: "s3:*", Resource, ...statement });
    });
  }).join("\n");

test.each<[string, object]>([
  ["everyone", { Principal: "*" }],
  ["the account", { Principal: { AWS: ROOT } }],
  ["everyone but a service", { NotPrincipal: { Service: "s3.amazonaws.com" } }],
  [
    "everyone of the account",
    { Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "222233334444" } } },
  ],
  [
    "everyone by a condition that always holds",
    { Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } },
  ],
])("bucket-policies finds a Deny that denies %s", (_, statement) => {
  expect(withStatement(statement)).toContain(
    "a Deny statement denies s3:GetObject, s3:PutObject, s3:ListBucket to everyone",
  );
});

test("bucket-policies names the denied action alone", () => {
  expect(withStatement({ Principal: "*", Action: "s3:PutObject" })).toContain(
    "a Deny statement denies s3:PutObject to everyone",
  );
});

test.each<[string, object]>([
  ["the deletion of the bucket", { Principal: "*", Action: ["s3:DeleteBucket", "s3:DeleteBucketPolicy"] }],
  ["one role", { Principal: { AWS: "arn:aws:iam::222233334444:role/other" } }],
  ["another account", { Principal: { AWS: "999988887777" } }],
  ["everyone but administrators", { NotPrincipal: { AWS: [ADMIN, ROOT] } }],
  ["old versions of objects", { Principal: "*", Action: "s3:DeleteObjectVersion" }],
  [
    "other accounts by a condition",
    { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalAccount": "222233334444" } } },
  ],
  ["a part of the objects", { Principal: "*", Resource: "arn:aws:s3:::b/private/*" }],
])("bucket-policies accepts a Deny that denies %s", (_, statement) => {
  expect(withStatement(statement)).toBe("");
});
