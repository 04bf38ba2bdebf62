import { evaluate } from "../../../../src/terraform/language/evaluate";
import { ModuleScope } from "../../../../src/terraform/language/module-scope";
import { parseExpression } from "../../../../src/terraform/language/syntax/parser";
import { asArray, asObject, type JsonObject, type StackJson } from "../../../../src/terraform/stack-json";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { IDS, WITH_GATEWAY, existing } from "../../../support/network-by-ids";

const TABLE = "arn:aws:dynamodb:ap-southeast-2:222233334444:table/features";
const reader = (environment: string): object => ({
  models: configWith(environment)
    .models.slice(0, 1)
    .map(({ name, port }) => ({
      name,
      port,
      image: { tag: "1.4.2" },
      permissions: [{ actions: ["dynamodb:GetItem"], resources: [TABLE] }],
    })),
});

const withEndpoints = (endpointIds: object): StackJson =>
  planWith(WITH_GATEWAY, { ...existing({ ...IDS, endpointIds }), ...reader(WITH_GATEWAY) }).stack("network");

const claimsAt = (stack: StackJson, address: string) =>
  asArray(asObject(stack.find(address)?.config["lifecycle"] ?? null)["postcondition"] ?? []).map(asObject);

test("DATA-01 by ids, an endpoint of DynamoDB without an id is made in the route tables of the subnets", () => {
  expect(withEndpoints({}).find("aws_vpc_endpoint.dynamodb")?.config["route_table_ids"]).toEqual([
    "${data.aws_route_table.private_a.route_table_id}",
    "${data.aws_route_table.private_b.route_table_id}",
  ]);
});

describe("with the id of the endpoint", () => {
  const given = () => withEndpoints({ dynamodb: "vpce-0123456789abcdef3" });
  const claims = () => claimsAt(given(), "data.aws_vpc_endpoint.dynamodb");
  const said = () => claims().map((each) => String(each["error_message"]));

  test("DATA-01 none is made, and rules name the prefix list of the one that exists", () => {
    expect(given().find("aws_vpc_endpoint.dynamodb")).toBeUndefined();
    expect(
      given().find("aws_vpc_security_group_egress_rule.nodes_to_dynamodb_443")?.config["prefix_list_id"],
    ).toBe("${data.aws_vpc_endpoint.dynamodb.prefix_list_id}");
  });

  test.each([
    "network.existing.endpointIds needs Gateway for dynamodb",
    "network.existing.endpointIds needs com.amazonaws.ap-southeast-2.dynamodb for dynamodb",
    "private subnets have no route to the gateway endpoint of dynamodb",
    `the policy of the endpoint of dynamodb does not allow dynamodb:GetItem on ${TABLE}`,
  ])("DATA-01 the plan fails where %s", (words) => {
    expect(said().join("\n")).toContain(words);
  });

  test("DATA-01 no claim is about calls of S3", () => {
    expect(said().join("\n")).not.toContain("s3:");
  });

  const accepts = (statement: JsonObject): boolean => {
    const claim = claims().find((each) => String(each["condition"]).includes("self.policy"));
    const self = { policy: JSON.stringify({ Statement: [statement] }) };
    const scope = new ModuleScope({ locals: { self } }, {}, () => undefined);
    const text = String(claim?.["condition"]).slice(2, -1).replaceAll("self.", "local.self.");
    return evaluate(parseExpression(text.replaceAll("local.local.", "local.")), scope) === true;
  };
  const ALLOW = { Effect: "Allow", Principal: "*" };

  test.each([
    ["everything", { Action: "*", Resource: "*" }],
    ["all of DynamoDB", { Action: "dynamodb:*", Resource: "*" }],
    ["reads of the table", { Action: ["dynamodb:Get*"], Resource: [TABLE] }],
    ["all tables", { Action: "dynamodb:GetItem", Resource: TABLE.replace("features", "*") }],
  ])("DATA-01 a policy that allows %s is accepted", (_, statement) => {
    expect(accepts({ ...ALLOW, ...statement })).toBe(true);
  });

  test.each([
    ["S3 alone", { Action: "s3:*", Resource: "*" }],
    ["another table", { Action: "dynamodb:*", Resource: TABLE.replace("features", "prices") }],
  ])("DATA-01 a policy that allows %s fails the plan", (_, statement) => {
    expect(accepts({ ...ALLOW, ...statement })).toBe(false);
  });
});

describe("by names", () => {
  const name = "retail-forecast-console";
  const { existing: found } = configWith(name).network;
  const plan = () =>
    planWith(name, {
      ...reader(name),
      network: {
        existing: {
          endpoints: [...(found?.endpoints ?? []), "dynamodb"],
          rules: [
            ...(found?.rules ?? []),
            { group: "nodes", direction: "egress", peer: "dynamodb", port: 443 },
          ],
        },
      },
    }).stack("network");

  test("DATA-01 the gateway endpoint is looked up, with its routes", () => {
    expect(plan().find("data.aws_vpc_endpoint.dynamodb")?.config["filter"]).toEqual([
      { name: "vpc-endpoint-type", values: ["Gateway"] },
    ]);
    expect(claimsAt(plan(), "data.aws_vpc_endpoint.dynamodb")).toHaveLength(1);
  });

  test("DATA-01 the plan fails where the group of nodes has no rule to the prefix list of DynamoDB", () => {
    const claim = claimsAt(plan(), "data.aws_security_group.nodes").find((each) =>
      String(each["condition"]).includes("data.aws_prefix_list.dynamodb.id"),
    );
    expect(claim?.["error_message"]).toContain("the DynamoDB prefix list");
  });

  test("DATA-01 without such a rule, no prefix list of DynamoDB is read", () => {
    const text = JSON.stringify(planWith(name, {}).stack("network").dataSources("aws_prefix_list"));
    expect(text).not.toContain("dynamodb");
  });
});
