import { flowHasOwnRule } from "../../../src/checks/network/flow-has-own-rule";
import { ruleTooWide, ruleUnused } from "../../../src/checks/network/security-group-surplus";
import { callsAllowed } from "../../../src/checks/identity/calls-allowed";
import { endpointMissing } from "../../../src/checks/network/endpoint-missing";
import { endpointWithoutCaller } from "../../../src/checks/network/endpoint-without-caller";
import { networkAclPaths, networkAclWide } from "../../../src/checks/network/network-acls";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { workloadsReachS3 } from "../../../src/checks/network/required-flows";
import { s3EndpointPolicyWide } from "../../../src/checks/network/s3-endpoint-policy-wide";
import { s3EndpointRoutes } from "../../../src/checks/network/s3-endpoint-routes";
import { type Check } from "../../../src/checks/check";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TABLE, withTable } from "../../support/dynamodb";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { egress, endpoints, policy } from "./findings";

const found = (check: Check, edit: Edit): string => newlyFound([check], withTable(), edit).join("\n");

const CHECKS = [
  callsAllowed,
  endpointMissing,
  endpointWithoutCaller,
  networkAclPaths,
  networkAclWide,
  networkPolicyPaths,
  networkPolicyWide,
  workloadsReachS3,
  s3EndpointPolicyWide,
  s3EndpointRoutes,
  ruleUnused,
  ruleTooWide,
  flowHasOwnRule,
];

test.each(CHECKS.map((each) => [each.id, each] as const))("%s finds nothing", (_, check) => {
  expect(foundBy(check, environmentPlan(withTable({ networkAcls: true })))).toEqual([]);
});

test("models on Fargate, which have not the group of nodes, need no rule of it", () => {
  const permissions = [
    {
      actions: ["dynamodb:GetItem"],
      resources: ["arn:aws:dynamodb:us-east-1:333344445555:table/features"],
    },
  ];
  const plan = planWith("mlapp", { models: [{ name: "reader", image: { tag: "1" }, permissions }] });
  expect(plan.stack("network").find("aws_vpc_endpoint.dynamodb")).toBeDefined();
  expect(CHECKS.flatMap((check) => foundBy(check, environmentPlan(plan)))).toEqual([]);
});

test("an isolated network without the endpoint is found", () => {
  const messages = found(endpointMissing, ({ network }) => delete endpoints(network)["dynamodb"]);
  expect(messages).toContain("dynamodb has no endpoint in this VPC");
});

test("an endpoint of DynamoDB that no role calls is found", () => {
  const messages = found(endpointWithoutCaller, ({ models }) => {
    for (const role of Object.values(models["resource"].aws_iam_role_policy) as { policy: string }[])
      role.policy = role.policy.replaceAll("dynamodb:", "s3:");
  });
  expect(messages).toContain("no enabled component calls dynamodb; it is free of charge");
});

test("nodes without a rule to the prefix list of DynamoDB are found", () => {
  const messages = found(workloadsReachS3, ({ network }) => delete egress(network)["nodes_to_dynamodb_443"]);
  expect(messages).toContain("cannot reach DynamoDB on TCP 443");
  expect(messages).toContain("the prefix list of DynamoDB");
});

test("a rule to the prefix list of S3 does not lead to DynamoDB", () => {
  const messages = found(workloadsReachS3, ({ network }) => {
    egress(network)["nodes_to_dynamodb_443"].prefix_list_id = "${aws_vpc_endpoint.s3.prefix_list_id}";
  });
  expect(messages).toContain("the prefix list of DynamoDB");
});

test("a private route table without a route to the endpoint is found", () => {
  const messages = found(s3EndpointRoutes, ({ network }) => {
    endpoints(network)["dynamodb"].route_table_ids = [];
  });
  expect(messages).toContain("aws_vpc_endpoint.dynamodb");
  expect(messages).toContain("not associated with aws_route_table.private");
});

test("a pod whose policy does not admit the ranges of DynamoDB is found", () => {
  const messages = found(networkPolicyPaths, ({ models }) => {
    policy(models, "reader")["egress"] = [];
  });
  expect(messages).toContain("the ranges of DynamoDB");
});

test("the ranges of S3 do not serve DynamoDB", () => {
  const messages = found(networkPolicyPaths, ({ models }) => {
    policy(models, "reader")["egress"][0].dynamic.to.for_each = "${data.aws_prefix_list.s3.cidr_blocks}";
  });
  expect(messages).toContain("the ranges of DynamoDB");
});

test("a policy that admits DynamoDB to a model without the permission is found", () => {
  const messages = found(networkPolicyWide, ({ models }) => {
    policy(models, "all_models")["egress"].push(...policy(models, "reader")["egress"]);
  });
  expect(messages).toContain("the ranges of DynamoDB, which other does not need");
});

const edited =
  (edit: (statement: Record<string, unknown>) => void): Edit =>
  ({ network }) => {
    const document = JSON.parse(endpoints(network)["dynamodb"].policy) as {
      Statement: [Record<string, unknown>];
    };
    edit(document.Statement[0]);
    endpoints(network)["dynamodb"].policy = JSON.stringify(document);
  };

test.each([
  ["another table", { Resource: TABLE.replace("features", "prices") }, "table/prices, which nothing needs"],
  ["all tables", { Resource: TABLE.replace("features", "*") }, "table/*, which nothing needs"],
  ["everything", { Resource: "*" }, "allows *, which nothing needs"],
  ["a write", { Action: ["dynamodb:PutItem"] }, `allows dynamodb:PutItem on ${TABLE}`],
  ["every account", { Condition: undefined }, "allows credentials of every account"],
])("an endpoint policy that allows %s is found", (_, change, words) => {
  const messages = found(
    s3EndpointPolicyWide,
    edited((statement) => Object.assign(statement, change)),
  );
  expect(messages).toContain(words);
});

test("an endpoint of DynamoDB without a policy is found", () => {
  const messages = found(s3EndpointPolicyWide, ({ network }) => delete endpoints(network)["dynamodb"].policy);
  expect(messages).toContain("has no policy, so it allows every table of every account");
});

test("an endpoint policy that refuses what the role permits is found", () => {
  const messages = found(
    callsAllowed,
    edited((statement) => Object.assign(statement, { Action: ["dynamodb:Query"] })),
  );
  expect(messages).toContain("dynamodb:GetItem");
});

test("an ACL that does not admit the ranges of DynamoDB is found", () => {
  const plan = withTable({ networkAcls: true });
  const messages = newlyFound([networkAclPaths], plan, ({ network }) => {
    delete network["resource"].aws_network_acl_rule.private_dynamodb_egress;
  }).join("\n");
  expect(messages).toContain("the ranges of DynamoDB");
});

test("a model that reads DynamoDB Streams needs another endpoint", () => {
  const messages = found(endpointMissing, ({ models }) => {
    for (const role of Object.values(models["resource"].aws_iam_role_policy) as { policy: string }[])
      role.policy = role.policy.replace("dynamodb:GetItem", "dynamodb:GetRecords");
  });
  expect(messages).toContain("dynamodb-streams has no endpoint in this VPC");
});
