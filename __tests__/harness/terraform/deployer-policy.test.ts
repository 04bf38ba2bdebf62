import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { iamRequestOf } from "../../real/terraform/harness/iam-requests";
import { type ApiCall } from "../../real/terraform/harness/intercepted-api";
import { Policies } from "../../real/terraform/harness/policy-evaluator";
import { workFolder } from "../../support/published-output";

const ACCOUNT = "111122223333";
const work = workFolder("policy-evaluator");

function policies(...statements: readonly object[]): Policies {
  const file = join(work, "policy.json");
  writeFileSync(file, JSON.stringify({ Statement: statements }));
  return Policies.inFiles([file]);
}

const allow = (Action: string, Resource: string, Condition?: object) => ({
  Effect: "Allow",
  Action,
  Resource,
  Condition,
});

const call = (given: Partial<ApiCall>): ApiCall => ({
  protocol: "rest",
  operation: (given.request ?? "").replace(/\?.*/, ""),
  body: "",
  request: "",
  signedFor: "",
  ...given,
});

test("an action is allowed by its name and resource", () => {
  const some = policies(allow("s3:GetObject", "arn:aws:s3:::b/a.*"));
  const request = (action: string, resource: string) => ({ action, resource, context: {} });
  expect(some.allow(request("s3:GetObject", "arn:aws:s3:::b/a.x"))).toBe(true);
  expect(some.allow(request("s3:GetObject", "arn:aws:s3:::b/aXx"))).toBe(false);
  expect(some.allow(request("s3:PutObject", "arn:aws:s3:::b/a.x"))).toBe(false);
  expect(some.allow({ action: "s3:GetObject", context: {} })).toBe(true);
});

test("each condition must hold, and an unknown key does not", () => {
  const some = policies(
    allow("ec2:CreateVpc", "*", { StringEquals: { "aws:RequestedRegion": ["eu-west-1"] } }),
  );
  const from = (context: Record<string, string>) => some.allow({ action: "ec2:CreateVpc", context });
  expect(from({ "aws:RequestedRegion": "eu-west-1" })).toBe(true);
  expect(from({ "aws:RequestedRegion": "us-east-1" })).toBe(false);
  expect(from({})).toBe(false);
});

test("a denial refuses what another statement allows, in either order", () => {
  const denial = { Effect: "Deny", Action: "iam:Delete*", Resource: "*" };
  const request = (action: string) => ({ action, resource: "arn:aws:iam::111122223333:role/a", context: {} });
  for (const some of [policies(allow("iam:*", "*"), denial), policies(denial, allow("iam:*", "*"))]) {
    expect(some.allow(request("iam:DeleteRole"))).toBe(false);
    expect(some.allow(request("iam:GetRole"))).toBe(true);
  }
});

test("a denial with a negated condition holds for a call without the value", () => {
  const some = policies(allow("iam:CreateRole", "*"), {
    Effect: "Deny",
    Action: "iam:CreateRole",
    Resource: "*",
    Condition: { StringNotEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/b" } },
  });
  const withBoundary = (context: Record<string, string>) => some.allow({ action: "iam:CreateRole", context });
  expect(withBoundary({})).toBe(false);
  expect(withBoundary({ "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/other" })).toBe(false);
  expect(withBoundary({ "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/b" })).toBe(true);
});

test.each([
  ["HEAD /b", "s3:ListBucket", "arn:aws:s3:::b"],
  ["GET /b?encryption=", "s3:GetEncryptionConfiguration", "arn:aws:s3:::b"],
  ["PUT /b?publicAccessBlock", "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::b"],
  ["DELETE /b?policy", "s3:DeleteBucketPolicy", "arn:aws:s3:::b"],
  ["PUT /b", "s3:CreateBucket", "arn:aws:s3:::b"],
  ["GET /b?list-type=2&prefix=x", "s3:ListBucket", "arn:aws:s3:::b"],
  ["PUT /b/x/y.tflock?x-id=PutObject", "s3:PutObject", "arn:aws:s3:::b/x/y.tflock"],
])("%s is %s", (request, action, resource) => {
  const context = { "aws:RequestedRegion": "eu-west-1" };
  expect(iamRequestOf(call({ request, signedFor: "eu-west-1/s3" }), ACCOUNT)).toEqual({
    action,
    resource,
    context,
  });
});

test("a role and an attached policy are known from the body", () => {
  const body = "Action=AttachRolePolicy&RoleName=nodes&PolicyArn=arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FX";
  expect(
    iamRequestOf(
      call({ protocol: "query", operation: "AttachRolePolicy", body, signedFor: "us-east-1/iam" }),
      ACCOUNT,
    ),
  ).toEqual({
    action: "iam:AttachRolePolicy",
    resource: `arn:aws:iam::${ACCOUNT}:role/nodes`,
    context: { "aws:RequestedRegion": "us-east-1", "iam:PolicyARN": "arn:aws:iam::aws:policy/X" },
  });
});

test("alarms have another prefix than the service of the signature", () => {
  const request = call({ protocol: "query", operation: "PutMetricAlarm", signedFor: "us-east-1/monitoring" });
  expect(iamRequestOf(request, ACCOUNT).action).toBe("cloudwatch:PutMetricAlarm");
});

test("an unknown call is an error", () => {
  expect(() =>
    iamRequestOf(call({ request: "POST /clusters/x/unheard", signedFor: "eu-west-1/eks" }), ACCOUNT),
  ).toThrow("no action of eu-west-1/eks POST /clusters/x/unheard");
});
