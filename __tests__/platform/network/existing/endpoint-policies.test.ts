import { type Claim } from "../../../../src/platform/network/existing/check";
import { givenEndpointChecks } from "../../../../src/platform/network/existing/endpoint-checks";
import { evaluate } from "../../../../src/terraform/language/evaluate";
import { ModuleScope } from "../../../../src/terraform/language/module-scope";
import { parseExpression } from "../../../../src/terraform/language/syntax/parser";
import { type JsonObject } from "../../../../src/terraform/stack-json";

const ACCOUNT = "222233334444";
const OTHER = "999988887777";
const VPC = "vpc-0123456789abcdef0";
const OPEN = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const DENY = { ...OPEN, Effect: "Deny" };
const LAYERS = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*";
const MODELS = `arn:aws:s3:::models-${ACCOUNT}/*`;

/** The result of the check of a policy, as Terraform evaluates it for an endpoint with this policy. */
function isAccepted(service: "ec2" | "s3" | "sts", statements: readonly object[], arn = MODELS): boolean {
  const checks = givenEndpointChecks({
    region: "eu-west-1",
    account: ACCOUNT,
    service,
    id: "vpce-1",
    vpcId: "local.vpc",
    calls: [{ action: "s3:GetObject", arn }],
  });
  const [claim] = checks.filter(({ condition }) => condition.includes("self.policy"));
  // In a local value, Terraform would read a variable of the policy as a template.
  const self = { policy: JSON.stringify({ Statement: statements }).replaceAll("${", () => "$${") };
  const scope = new ModuleScope({ locals: { self, vpc: VPC } }, {}, () => undefined);
  const { condition } = claim as Claim;
  const text = condition.slice(2, -1).replaceAll("self.", "local.self.");
  return evaluate(parseExpression(text), scope) === true;
}

const denied = (condition: JsonObject, service: "ec2" | "s3" | "sts" = "ec2", arn = MODELS): boolean =>
  !isAccepted(service, [OPEN, { ...DENY, Condition: condition }], arn);

test("a policy that allows everything is accepted, and one that denies without a condition is refused", () => {
  expect(isAccepted("ec2", [OPEN])).toBe(true);
  expect(isAccepted("ec2", [OPEN, DENY])).toBe(false);
  expect(isAccepted("ec2", [OPEN, { ...DENY, Condition: {} }])).toBe(false);
});

const PERIMETERS: readonly (readonly [name: string, condition: JsonObject])[] = [
  ["other VPCs", { StringNotEquals: { "aws:SourceVpc": VPC } }],
  ["other VPCs, in a list", { StringNotEqualsIfExists: { "aws:sourceVpc": ["vpc-2", VPC] } }],
  ["other endpoints", { StringNotEquals: { "aws:SourceVpce": ["vpce-1"] } }],
  ["roles of other accounts", { StringNotEquals: { "aws:PrincipalAccount": [ACCOUNT] } }],
  ["objects of other accounts", { StringNotEqualsIfExists: { "aws:ResourceAccount": [ACCOUNT, OTHER] } }],
  ["calls without TLS", { Bool: { "aws:SecureTransport": "false" } }],
  ["calls without TLS, as a boolean", { Bool: { "aws:SecureTransport": false } }],
  ["services of AWS", { Bool: { "aws:PrincipalIsAWSService": "true" } }],
  ["other Regions", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }],
  [
    "other accounts, except for services of AWS",
    {
      StringNotEqualsIfExists: { "aws:PrincipalAccount": ACCOUNT },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  ],
];

test.each(PERIMETERS)(
  "a Deny of %s is accepted, since it denies no call of the environment",
  (_, condition) => {
    expect(denied(condition)).toBe(false);
  },
);

const OWN: readonly (readonly [name: string, condition: JsonObject])[] = [
  ["the VPC", { StringEquals: { "aws:SourceVpc": VPC } }],
  ["all VPCs but another one", { StringNotEquals: { "aws:SourceVpc": "vpc-2" } }],
  ["all endpoints but another one", { StringNotEqualsIfExists: { "aws:SourceVpce": ["vpce-2"] } }],
  ["all accounts but another one", { StringNotEquals: { "aws:PrincipalAccount": OTHER } }],
  ["objects of the account", { StringNotEquals: { "aws:ResourceAccount": [OTHER] } }],
  ["calls with TLS", { Bool: { "aws:SecureTransport": true } }],
  [
    "all accounts but another one, except for services of AWS",
    {
      StringNotEqualsIfExists: { "aws:PrincipalAccount": OTHER },
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    },
  ],
];

test.each(OWN)("a Deny of %s is refused, since it denies calls of the environment", (_, condition) => {
  expect(denied(condition)).toBe(true);
});

const UNKNOWN: readonly (readonly [name: string, condition: JsonObject])[] = [
  ["organizations", { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }],
  ["roles by a pattern", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/team-*" } }],
  ["accounts by a pattern", { StringNotLike: { "aws:PrincipalAccount": "99*" } }],
  [
    "objects of the account of the caller",
    { StringNotEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } },
  ],
  [
    "another VPC together with an organization",
    { StringNotEquals: { "aws:SourceVpc": "vpc-2", "aws:PrincipalOrgID": "o-1" } },
  ],
  ["a key that is absent", { Null: { "aws:PrincipalOrgID": "true" } }],
];

test.each(UNKNOWN)("a Deny with a condition on %s is not judged", (_, condition) => {
  expect(denied(condition)).toBe(false);
});

test("unsigned calls of STS, and objects of AWS, are not those of the account", () => {
  const others = { StringNotEquals: { "aws:PrincipalAccount": OTHER } };
  expect(denied(others, "sts")).toBe(false);
  expect(denied(others, "s3")).toBe(true);
  expect(denied(others, "s3", LAYERS)).toBe(false);
  expect(denied({ StringNotEquals: { "aws:SourceVpc": "vpc-2" } }, "s3", LAYERS)).toBe(true);
});

test("a statement that allows others alone does not allow the environment", () => {
  const allows = (condition: JsonObject): boolean => isAccepted("ec2", [{ ...OPEN, Condition: condition }]);
  expect(allows({ Bool: { "aws:PrincipalIsAWSService": "true" } })).toBe(false);
  expect(allows({ StringEquals: { "aws:SourceVpc": "vpc-2" } })).toBe(false);
  expect(allows({ StringEquals: { "aws:PrincipalAccount": [ACCOUNT] } })).toBe(true);
  expect(allows({ StringEquals: { "aws:PrincipalOrgID": "o-1", "aws:ResourceOrgID": "o-1" } })).toBe(true);
});
