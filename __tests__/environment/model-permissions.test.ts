import { environmentSchema } from "../../src/parts/environment-schema";
import { configWith } from "../support/environments";
import { smallEnvironment } from "../support/minimal-file";
import { rules } from "../../src/environment/rules/all";

const QUEUE = "arn:aws:sqs:ap-southeast-2:222233334444:predictions";
const SEND = { actions: ["sqs:SendMessage"], resources: [QUEUE] };
const MODEL = { name: "fraud", image: { tag: "1.0.0" } };

const accepts = (...permissions: object[]): boolean =>
  environmentSchema.safeParse(smallEnvironment({ models: [{ ...MODEL, permissions }] })).success;

/** Problems of the rules, as `path: expected; fix`. */
const problems = (permission: object, change: object = {}): string[] =>
  rules(
    configWith("ml-inference-prod", { models: [{ ...MODEL, permissions: [permission] }], ...change }),
  ).map(({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`);

test("accepts an action on a resource, with and without a condition", () => {
  expect(accepts(SEND)).toBe(true);
  expect(accepts({ ...SEND, conditions: { StringEquals: { "aws:ResourceTag/team": ["ml"] } } })).toBe(true);
});

test.each([
  ["every action of AWS", { actions: ["*"] }],
  ["every action of a service", { actions: ["sqs:*"], reason: "all" }],
  ["an action without a service", { actions: ["SendMessage"] }],
  ["no action", { actions: [] }],
  ["no resource", { resources: [] }],
  ["a resource that is no ARN", { resources: ["predictions"] }],
  ["a condition without values", { conditions: { StringEquals: { "aws:ResourceTag/team": [] } } }],
  ["an unknown operator", { conditions: { Equals: { "aws:ResourceTag/team": ["ml"] } } }],
  ["an action of IAM, which gives a role any right", { actions: ["iam:PutRolePolicy"] }],
  ["an action of AWS Organizations", { actions: ["organizations:LeaveOrganization"] }],
])("fails for %s", (_, change) => {
  expect(accepts({ ...SEND, ...change })).toBe(false);
});

test("a statement without wildcards needs no reason", () => {
  expect(problems(SEND)).toEqual([]);
});

test.each([
  ["in an action", { ...SEND, actions: ["sqs:Send*"] }, "models.0.permissions.0.actions.0"],
  ["in a resource", { ...SEND, resources: [`${QUEUE}-*`] }, "models.0.permissions.0.resources.0"],
  [
    "for every resource",
    { actions: ["comprehend:DetectSentiment"], resources: ["*"] },
    "models.0.permissions.0.resources.0",
  ],
])("fails for a wildcard %s without a reason, and accepts it with one", (_, permission, path) => {
  expect(problems(permission)).toEqual([expect.stringMatching(new RegExp(`^${path}: .*reason`))]);
  expect(problems({ ...permission, reason: "the queues of all tenants" })).toEqual([]);
});

test("objects below a prefix of a bucket need no reason, since they have no other form", () => {
  const permission = { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::results/fraud/*"] };
  expect(problems(permission)).toEqual([]);
});

test("fails for a resource in another region, to which no endpoint leads", () => {
  const permission = { ...SEND, resources: ["arn:aws:sqs:eu-west-1:222233334444:predictions"] };
  expect(problems(permission, { network: { egress: "none" } })).toEqual([
    expect.stringMatching(/^models\.0\.permissions\.0\.resources\.0: .*ap-southeast-2/),
  ]);
});

test.each([
  [
    "a model of Bedrock that an inference profile calls there",
    "bedrock:InvokeModel",
    "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-v2",
  ],
  [
    "a database, whose server decides",
    "rds-db:connect",
    "arn:aws:rds-db:eu-central-1:222233334444:dbuser:db-ABCDEFGH/model",
  ],
])("is accepted in another region: %s", (_, action, resource) => {
  expect(problems({ actions: [action], resources: [resource] }, { network: { egress: "none" } })).toEqual([]);
});

test.each(["rds-data:ExecuteStatement", "redshift:GetClusterCredentials"])(
  "%s is accepted: its service has an endpoint",
  (action) => {
    const resource = `arn:aws:${action.split(":")[0]}:ap-southeast-2:222233334444:cluster:one`;
    expect(problems({ actions: [action], resources: [resource] })).toEqual([]);
  },
);

test("fails for a resource of another partition", () => {
  const permission = { ...SEND, resources: ["arn:aws-cn:sqs:ap-southeast-2:222233334444:predictions"] };
  expect(problems(permission)).toEqual([expect.stringContaining("arn:aws:")]);
});

test.each([
  ["cloudfront:CreateInvalidation", "cloudfront has no endpoint in a VPC"],
  [
    "dynamodb:GetRecords",
    "DynamoDB Streams have an interface endpoint without private DNS, and no gateway endpoint",
  ],
  ["braket:CreateJob", "this project knows no endpoint of braket"],
])("fails for %s, and says the reason that there is no endpoint", (action, reason) => {
  const resource = `arn:aws:${action.split(":")[0]}:ap-southeast-2:222233334444:thing`;
  expect(problems({ actions: [action], resources: [resource] })).toEqual([
    expect.stringMatching(new RegExp(`^models\\.0\\.permissions\\.0\\.actions\\.0: .*${reason}`)),
  ]);
});

test.each([
  "rds-db:connect",
  "elasticache:Connect",
  "kafka-cluster:Connect",
  "neptune-db:connect",
  "es:ESHttpGet",
  "dax:GetItem",
])("%s calls a server of the account, and so needs no endpoint", (action) => {
  const resource = `arn:aws:${action.split(":")[0]}:ap-southeast-2:222233334444:thing/one`;
  expect(problems({ actions: [action], resources: [resource] })).toEqual([]);
});

test.each(["dynamodb:GetItem", "dynamodb:PartiQLSelect"])(
  "%s is accepted: its service has a gateway",
  (action) => {
    const resource = "arn:aws:dynamodb:ap-southeast-2:222233334444:table/features";
    expect(problems({ actions: [action], resources: [resource] })).toEqual([]);
  },
);

test("a service without an endpoint is reachable without interface endpoints, where calls leave by NAT", () => {
  const permission = {
    actions: ["braket:CreateJob"],
    resources: ["arn:aws:braket:ap-southeast-2:222233334444:job/x"],
  };
  const network = { egress: "single-nat", endpoints: { interfaces: false } };
  expect(problems(permission, { network })).toEqual([]);
});
