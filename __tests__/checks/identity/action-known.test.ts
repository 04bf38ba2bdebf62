import { actionKnown } from "../../../src/checks/identity/action-known";
import { actionNotJudged } from "../../../src/checks/identity/action-not-judged";
import { policyResources } from "../../../src/checks/identity/policy-resources";
import { type Check } from "../../../src/checks/check";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { recorded, withBlock } from "../locality/edits";

const policy = (action: string | readonly string[], resource = "*", condition: object = {}) =>
  withBlock("aws_iam_policy", {
    name: "x",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: resource, Condition: condition }],
    }),
  });

/** A role whose only statement allows actions on every resource. */
const role = (...actions: readonly string[]) =>
  withBlock("aws_iam_role_policy", {
    name: "x",
    role: "${aws_iam_role.nodes.name}",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
    }),
  });

const found = (check: Check, plan: ReturnType<typeof policy>) =>
  check
    .run(plan, CONTEXT)
    .filter(({ address }) => /\.(x|nodes)$/.test(address))
    .map(({ message }) => message);

test.each(ENVIRONMENTS)("%s has only actions that AWS documents", (environment) => {
  const plan = environmentPlan(planOf(environment));
  expect(actionKnown.run(plan, CONTEXT)).toEqual([]);
  expect(actionNotJudged.run(plan, CONTEXT)).toEqual([]);
});

test.each([
  ["s3:GetObjects", "did you mean s3:GetObject"],
  ["sqs:Send", "sqs:Send"],
  ["route53:ListHostedZone", "route53:ListHostedZones"],
  ["ec2:DescribeInstance", "ec2:DescribeInstances"],
  ["kms:Decrypts", "kms:Decrypt"],
  ["secretsmanager:GetSecretValues", "secretsmanager:GetSecretValue"],
  ["sqs:Foo*", "sqs:Foo*"],
  ["bedrock:Converse", "bedrock:Converse"],
])("action-known finds %s", (action, message) => {
  expect(found(actionKnown, policy(action))).toEqual([expect.stringContaining(message)]);
});

test.each([
  ["sqs:SendMessage"],
  ["SQS:sendmessage"],
  ["sqs:Get*"],
  ["s3:*Object"],
  ["*"],
  ["cloudwatch:PutMetricData"],
  ["sts:AssumeRoleWithWebIdentity"],
  ["newservice:DoIt"],
])("action-known accepts %s", (action) => {
  expect(found(actionKnown, policy(action))).toEqual([]);
});

const ARN = "eu-west-1:111122223333";

test.each<[string | string[], string, string]>([
  ["rds-db:connect", `arn:aws:rds:${ARN}:db:features`, "the statement allows nothing by rds-db:connect"],
  ["rds-db:connect", `arn:aws:rds-db:${ARN}:dbuser:features/score`, "dbuser:features/score"],
  ["neptune-db:connect", `arn:aws:neptune-db:${ARN}:graph/*`, "cluster-"],
  ["sqs:SendMessage", `arn:aws:sns:${ARN}:scores`, "the statement allows nothing by sqs:SendMessage"],
  [["sns:Publish", "sqs:SendMessage"], `arn:aws:sns:${ARN}:scores`, "nothing by sqs:SendMessage"],
  ["sts:GetCallerIdentity", `arn:aws:iam::111122223333:role/x`, "sts:GetCallerIdentity has no resources"],
])("action-known finds %s on %s", (action, resource, message) => {
  expect(found(actionKnown, policy(action, resource))).toEqual([expect.stringContaining(message)]);
});

test.each<[string | string[], string]>([
  ["rds-db:connect", `arn:aws:rds-db:${ARN}:dbuser:db-ABCDEFGHIJKL01234/score`],
  ["rds-db:connect", `arn:aws:rds-db:${ARN}:dbuser:cluster-ABCDEFGHIJKL01234/score`],
  ["rds-db:connect", `arn:aws:rds-db:${ARN}:dbuser:*/score`],
  ["rds-db:connect", `arn:aws:rds-db:${ARN}:dbuser:\${aws_db_instance.x.resource_id}/score`],
  ["neptune-db:connect", `arn:aws:neptune-db:${ARN}:cluster-ABCD1234EFGH5678IJKL90MNOP/*`],
  ["kafka-cluster:Connect", `arn:aws:kafka:${ARN}:cluster/events/*`],
  ["rds-data:ExecuteStatement", `arn:aws:rds:${ARN}:cluster:features`],
  ["redshift-data:ExecuteStatement", `arn:aws:redshift:${ARN}:cluster:features`],
  ["sqs:SendMessage", "\${aws_sqs_queue.x.arn}"],
  ["sqs:SendMessage", "arn:aws:*:*:*:scores"],
])("action-known accepts %s on %s", (action, resource) => {
  expect(found(actionKnown, policy(action, resource))).toEqual([]);
});

test("an action that the extract does not have yet is accepted by an entry of trusted", () => {
  const plan = policy("sqs:BrandNew");
  const run = (...entries: { kind: string; value: string }[]) =>
    actionKnown.run(plan, recorded(entries)).map(({ message }) => message);
  expect(run()).toHaveLength(1);
  expect(run({ kind: "action", value: "sqs:BrandNew" })).toEqual([]);
});

test("a service that the extract does not have is named, and not judged", () => {
  expect(found(actionNotJudged, policy(["newservice:DoIt", "sqs:SendMessage"]))).toEqual([
    expect.stringContaining("newservice"),
  ]);
});

test.each([["s3:GetObjekt", "sqs:x"]])(
  "action-known reads trust, resource and endpoint policies: %s",
  (action) => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
    });
    for (const [type, attribute] of [
      ["aws_s3_bucket_policy", "policy"],
      ["aws_iam_role", "assume_role_policy"],
      ["aws_vpc_endpoint_policy", "policy"],
    ] as const)
      expect(found(actionKnown, withBlock(type, { [attribute]: document }))).toHaveLength(1);
  },
);

test.each([
  ["a condition key that the service does not have", { StringEquals: { "sqs:Foo": "x" } }, "sqs:Foo"],
  ["a key with a mistake", { StringEquals: { "s3:x-amz-akl": "x" } }, "s3:x-amz-akl"],
  [
    "a key of all services with a mistake",
    { StringEquals: { "aws:SourceAcount": "444455556666" } },
    "did you mean aws:SourceAccount",
  ],
  [
    "a key of an operator that ends with IfExists",
    { StringEqualsIfExists: { "ec2:Vpcs": "x" } },
    "did you mean ec2:Vpc",
  ],
])("action-known finds %s", (_, condition, message) => {
  expect(found(actionKnown, policy("sqs:SendMessage", "*", condition))).toEqual([
    expect.stringContaining(message),
  ]);
});

test.each<[string, object, string?]>([
  ["a tag", { StringEquals: { "aws:ResourceTag/team": "x" } }],
  ["a key in other letters", { StringEquals: { "aws:sourceaccount": "x" } }],
  ["a key of the service", { StringEquals: { "kms:ViaService": "x" } }, "kms:Decrypt"],
  ["a key of a token", { StringEquals: { "oidc.eks.eu-central-1.amazonaws.com/id/ABC:sub": "x" } }],
  [
    "a key of a token that is known after apply",
    { StringEquals: { "${aws_iam_openid_connect_provider.x.url}:sub": "x" } },
  ],
  ["an encryption context", { StringEquals: { "kms:EncryptionContext:aws:s3:arn": "x" } }, "kms:Decrypt"],
])("action-known accepts %s in a condition", (_, condition, action = "sqs:SendMessage") => {
  expect(found(actionKnown, policy(action, "*", condition))).toEqual([]);
});

test.each([
  ["route53:ListHostedZones"],
  ["ec2:DescribeInstances"],
  ["sqs:ListQueues"],
  ["ecr:GetAuthorizationToken"],
  ["kms:ListKeys"],
  ["tag:GetResources"],
  ["route53:ListHostedZones*"],
])("policy-resources accepts %s, which has no resource level, on *", (action) => {
  expect(found(policyResources, role(action))).toEqual([]);
});

test.each([
  ["route53:ChangeResourceRecordSets", "(hostedzone)"],
  ["sqs:SendMessage", "(queue)"],
  ["route53:List*", "hostedzone"],
  ["kms:Decrypt", "(key)"],
  ["newservice:DoIt", "name the resources,"],
])("policy-resources finds %s on *, and the fix names the kind of resource: %s", (action, words) => {
  const findings = policyResources.run(role(action), CONTEXT);
  expect(findings.map((each) => ({ ...each, fix: each.fix ?? policyResources.fix }))).toMatchObject([
    {
      message: expect.stringContaining(`${action} on every resource`) as string,
      fix: expect.stringContaining(words) as string,
    },
  ]);
});

const NEVER = { StringEquals: { "s3:prefix": "a" } };

test.each<[string, string | readonly string[], object, string]>([
  ["a key of another service", "sqs:SendMessage", NEVER, "s3:prefix is no condition key of sqs:SendMessage"],
  [
    "a key that one of two actions lacks",
    ["s3:ListBucket", "sqs:SendMessage"],
    NEVER,
    "s3:prefix is no condition key of sqs:SendMessage",
  ],
  ["actions by a pattern", "sqs:*", NEVER, "s3:prefix is no condition key of sqs:*"],
  [
    "a key in another case",
    "sqs:SendMessage",
    { StringLike: { "S3:Prefix": "a" } },
    "S3:Prefix is no condition key of sqs:SendMessage",
  ],
  [
    "a set of values",
    "sqs:SendMessage",
    { "ForAnyValue:StringEquals": { "s3:prefix": "a" } },
    "so the statement never allows it",
  ],
  [
    "a key of other actions of its service",
    "s3:GetObject",
    NEVER,
    "s3:prefix is no condition key of s3:GetObject, so the statement never allows it",
  ],
  [
    "a key that one of two actions of its service lacks",
    ["s3:ListBucket", "s3:GetObject"],
    NEVER,
    "s3:prefix is no condition key of s3:GetObject,",
  ],
  ["a key that no action of a pattern has", "s3:Get*", NEVER, "s3:prefix is no condition key of s3:Get*,"],
  [
    "the service of another right",
    "iam:CreateRole",
    { StringEquals: { "iam:PassedToService": "eks.amazonaws.com" } },
    "iam:PassedToService is no condition key of iam:CreateRole,",
  ],
  [
    "a key of calls that make tags",
    "ec2:TerminateInstances",
    { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    "ec2:CreateAction is no condition key of ec2:TerminateInstances,",
  ],
  [
    "a tag of requests in a read",
    "s3:GetObject",
    { StringEquals: { "s3:RequestObjectTag/team": "a" } },
    "s3:RequestObjectTag/team is no condition key of s3:GetObject,",
  ],
  [
    "an encryption context of a call without one",
    "kms:DescribeKey",
    { StringEquals: { "kms:EncryptionContext:service": "a" } },
    "kms:EncryptionContext:service is no condition key of kms:DescribeKey,",
  ],
  [
    "a negation",
    "sqs:SendMessage",
    { StringNotEquals: { "s3:prefix": "a" } },
    "so the condition always holds",
  ],
  [
    "a condition if the key exists",
    "sqs:SendMessage",
    { StringEqualsIfExists: { "s3:prefix": "a" } },
    "so the condition always holds",
  ],
])("action-known finds %s in a condition", (_, action, condition, message) => {
  expect(found(actionKnown, policy(action, "*", condition))).toEqual([expect.stringContaining(message)]);
});

test.each<[string, string | readonly string[], object]>([
  ["a key of the service", "s3:ListBucket", NEVER],
  ["a pattern of all services", "*", NEVER],
  ["a pattern with an action that has the key", "s3:List*", NEVER],
  [
    "a family of actions beside one that has the key, as AWS writes policies of keys",
    ["kms:Decrypt*", "kms:Describe*"],
    { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "a" } },
  ],
  ["a tag of objects", "s3:GetObject", { StringEquals: { "s3:ExistingObjectTag/team": "a" } }],
  [
    "a tag of secrets",
    "secretsmanager:GetSecretValue",
    { StringEquals: { "secretsmanager:ResourceTag/team": "a" } },
  ],
  ["the service of a passed role", "iam:PassRole", { StringEquals: { "iam:PassedToService": "a" } }],
  ["types of new instances", "ec2:RunInstances", { StringEquals: { "ec2:InstanceType": "m7i.large" } }],
  ["a key that most actions have", "ec2:StopInstances", { StringEquals: { "ec2:ResourceTag/team": "a" } }],
  ["a key that must be absent", "s3:GetObject", { Null: { "s3:prefix": "true" } }],
  ["a global key", "sqs:SendMessage", { StringEquals: { "aws:PrincipalAccount": "444455556666" } }],
  [
    "a key of EC2 in a call of Session Manager",
    "ssmmessages:OpenDataChannel",
    { StringEquals: { "ec2:SourceInstanceARN": "a" } },
  ],
  [
    "a global key with the prefix of a service",
    "s3:GetObject",
    { StringEquals: { "lambda:SourceFunctionArn": "a" } },
  ],
  [
    "KMS through a service",
    "kms:Decrypt",
    { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
  ],
])("action-known accepts %s in a condition", (_, action, condition) => {
  expect(found(actionKnown, policy(action, "*", condition))).toEqual([]);
});
