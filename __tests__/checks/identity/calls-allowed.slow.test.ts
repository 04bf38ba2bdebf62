import { CHECKS } from "../../../src/checks/all";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound, within } from "../../support/findings";
import { ML, permissions } from "./edits";

/** A statement that an edit adds to the permissions of the model. */
const added = (statement: Editable): Edit =>
  permissions((statements) => {
    statements.push({ Effect: "Deny", Resource: "*", ...statement });
  });

const all = (edit: Edit, environment = ML): string[] => newlyFound(CHECKS, environment, edit);
const own = (edit: Edit, environment = ML): string[] =>
  all(edit, environment).filter((line) => line.startsWith("calls-allowed"));

test.each([
  ["a Deny of all reads", added({ Action: "s3:Get*" }), /a Deny.*s3:GetObject/],
  ["a Deny by NotAction", added({ NotAction: "kms:*" }), /s3:GetObject/],
  [
    "a Deny of another region",
    added({ Action: "*", Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } }),
    /s3:GetObject/,
  ],
  [
    "a Deny without MFA",
    added({ Action: "*", Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } }),
    /aws:MultiFactorAuthPresent|s3:GetObject/,
  ],
  [
    "a Deny that an unknown value decides",
    added({ Action: "s3:*", Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" } } }),
    /aws:SourceVpc/,
  ],
])("found: %s", (_, edit, words) => {
  expect(own(edit)).toContainEqual(expect.stringMatching(words));
  expect(own(edit).every((line) => line.includes("aws_iam_role"))).toBe(true);
});

test.each([
  ["a Deny of what nothing needs", added({ Action: ["s3:Delete*", "s3:Put*"] })],
  [
    "a Deny of other buckets",
    added({ Action: "s3:*", Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }),
  ],
  [
    "a guard of the region",
    added({
      NotAction: ["iam:*", "sts:*"],
      Condition: { StringNotEquals: { "aws:RequestedRegion": "ap-southeast-2" } },
    }),
  ],
  ["a Deny without TLS", added({ Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
  [
    "a Deny of other organizations",
    added({ Action: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
  ],
])("accepted: %s", (_, edit) => {
  expect(all(edit)).toEqual([]);
});

const boundary =
  (document: object): Edit =>
  ({ models }) => {
    models.resource.aws_iam_policy = {
      limit: { name: "limit", policy: JSON.stringify({ Version: "2012-10-17", Statement: [document] }) },
    };
    models.resource.aws_iam_role.ml_inference_api.permissions_boundary = "${aws_iam_policy.limit.arn}";
  };

test("a boundary without an action of the model is found, and a wider one is not", () => {
  const lacking = boundary({ Effect: "Allow", Action: ["kms:*", "secretsmanager:*"], Resource: "*" });
  expect(own(lacking)).toContainEqual(expect.stringMatching(/permissions boundary.*s3:GetObject/));
  expect(
    own(boundary({ Effect: "Allow", Action: ["s3:*", "kms:*", "secretsmanager:*"], Resource: "*" })),
  ).toEqual([]);
});

const endpoint =
  (name: string, ...statements: Editable[]): Edit =>
  ({ network }) => {
    network.resource.aws_vpc_endpoint[name].policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map((each) => ({ Principal: "*", Resource: "*", ...each })),
    });
  };

const DOCUMENT = "${data.aws_iam_policy_document.own.json}";

/** The same by a policy document: in the endpoint, or in a block of its own. */
const endpointByDocument =
  (name: string, isOwnBlock: boolean, action: string): Edit =>
  ({ network }) => {
    network.data.aws_iam_policy_document = {
      own: {
        statement: [{ actions: [action], resources: ["*"], principals: [{ type: "*", identifiers: ["*"] }] }],
      },
    };
    if (isOwnBlock)
      network.resource.aws_vpc_endpoint_policy = {
        own: { vpc_endpoint_id: `\${aws_vpc_endpoint.${name}.id}`, policy: DOCUMENT },
      };
    else network.resource.aws_vpc_endpoint[name].policy = DOCUMENT;
  };

const ENVIRONMENT = "retail-forecast";

test("a policy of a block of its own is judged beside that of its endpoint: each apply sets one of them", () => {
  const both: Edit = (layers) => {
    endpoint("elasticloadbalancing", { Effect: "Allow", Action: "*" })(layers);
    endpointByDocument("elasticloadbalancing", true, "elasticloadbalancing:Describe*")(layers);
  };
  expect(own(both, ENVIRONMENT)).toContainEqual(
    expect.stringMatching(/aws_vpc_endpoint_policy\.own: .*elasticloadbalancing:CreateLoadBalancer/),
  );
});

test.each([
  [
    "an endpoint that allows reads alone",
    endpoint("elasticloadbalancing", { Effect: "Allow", Action: "elasticloadbalancing:Describe*" }),
    /elasticloadbalancing:CreateLoadBalancer/,
  ],
  [
    "an endpoint that denies a call",
    endpoint(
      "elasticloadbalancing",
      { Effect: "Allow", Action: "*" },
      { Effect: "Deny", Action: "elasticloadbalancing:SetSubnets" },
    ),
    /elasticloadbalancing:SetSubnets/,
  ],
  [
    "an endpoint for another account",
    endpoint("ec2", {
      Effect: "Allow",
      Action: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "999988887777" } },
    }),
    /ec2:/,
  ],
  [
    "an endpoint with a policy document",
    endpointByDocument("elasticloadbalancing", false, "elasticloadbalancing:Describe*"),
    /elasticloadbalancing:CreateLoadBalancer/,
  ],
  [
    "a policy document in a block for the endpoint",
    endpointByDocument("elasticloadbalancing", true, "elasticloadbalancing:Describe*"),
    /elasticloadbalancing:CreateLoadBalancer/,
  ],
])("found: %s", (_, edit, words) => {
  const found = own(edit, ENVIRONMENT);
  expect(found).toContainEqual(expect.stringMatching(words));
  expect(found.every((line) => line.includes("aws_vpc_endpoint."))).toBe(true);
});

test.each([
  [
    "an endpoint of the account",
    endpoint("elasticloadbalancing", {
      Effect: "Allow",
      Action: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
    }),
  ],
  [
    "an endpoint of the organization",
    endpoint("elasticloadbalancing", {
      Effect: "Allow",
      Action: "*",
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
  ],
  [
    "a policy document that allows the service",
    endpointByDocument("elasticloadbalancing", true, "elasticloadbalancing:*"),
  ],
])("accepted: %s", (_, edit) => {
  expect(own(edit, ENVIRONMENT)).toEqual([]);
});

const FOR_THE_ACCOUNT = {
  Effect: "Allow",
  Action: "*",
  Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
};

test("an endpoint of STS admits calls without credentials, by which pods get those of their role", () => {
  expect(own(endpoint("sts", FOR_THE_ACCOUNT), ENVIRONMENT)).toContainEqual(
    expect.stringMatching(/aws_vpc_endpoint\.sts: .*sts:AssumeRoleWithWebIdentity/),
  );
  const exchange = { Effect: "Allow", Action: "sts:AssumeRoleWithWebIdentity" };
  expect(own(endpoint("sts", FOR_THE_ACCOUNT, exchange), ENVIRONMENT)).toEqual([]);
});

test("a chart whose policy a Deny takes a call from is found", () => {
  const edit: Edit = ({ platform }) => {
    const policies = platform.resource.aws_iam_role_policy as Record<string, Editable>;
    within(policies["load_balancer_controller"] as Editable, "policy", ({ Statement }) => {
      (Statement as Editable[]).push({
        Effect: "Deny",
        Action: "elasticloadbalancing:Delete*",
        Resource: "*",
      });
    });
  };
  expect(own(edit, ENVIRONMENT)).toContainEqual(
    expect.stringMatching(/elasticloadbalancing:DeleteLoadBalancer/),
  );
});
