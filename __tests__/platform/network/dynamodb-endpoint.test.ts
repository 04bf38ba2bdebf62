import { asArray, asObject, type JsonObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { INDEX, TABLE, withTable } from "../../support/dynamodb";
import { planOf } from "../../support/reference-plans";

const network = () => withTable().stack("network");
const endpoint = (): JsonObject => network().find("aws_vpc_endpoint.dynamodb")?.config ?? {};

test("VPCE-03 a permission for DynamoDB makes its gateway endpoint, in the route tables of private subnets", () => {
  expect(endpoint()).toMatchObject({
    vpc_endpoint_type: "Gateway",
    service_name: "com.amazonaws.ap-southeast-1.dynamodb",
    route_table_ids: ["${aws_route_table.private.id}"],
    tags: { Name: "mlops-hybrid-dynamodb-gateway-endpoint", RequestedBy: "models" },
  });
});

test("VPCE-03 the gateway endpoint of DynamoDB has no subnets, groups and private DNS", () => {
  for (const key of ["subnet_ids", "security_group_ids", "private_dns_enabled"])
    expect(endpoint()).not.toHaveProperty([key]);
});

test("VPCE-03 its policy allows the actions and tables of the permissions, for the account alone", () => {
  expect(JSON.parse(String(endpoint()["policy"]))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ModelPermission1",
        Effect: "Allow",
        Principal: "*",
        Action: ["dynamodb:GetItem", "dynamodb:Query"],
        Resource: [TABLE, INDEX],
        Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } },
      },
    ],
  });
});

test("VPCE-03 an open policy of S3 leaves that of DynamoDB as narrow as before", () => {
  const open = withTable({ endpoints: { s3Policy: "full-access" } }).stack("network");
  expect(open.find("aws_vpc_endpoint.dynamodb")?.config["policy"]).toBe(endpoint()["policy"]);
});

test("VPCE-03 the policy of S3 has no statement of DynamoDB", () => {
  expect(network().find("aws_vpc_endpoint.s3")?.config["policy"]).not.toContain("dynamodb");
});

test("SG-02 nodes reach the prefix list of DynamoDB on 443", () => {
  expect(network().find("aws_vpc_security_group_egress_rule.nodes_to_dynamodb_443")?.config).toMatchObject({
    prefix_list_id: "${aws_vpc_endpoint.dynamodb.prefix_list_id}",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
  });
});

test("VPCE-03 without a permission there is no endpoint of DynamoDB and no rule to it", () => {
  const text = JSON.stringify(planOf("retail-forecast").stack("network").resources());
  expect(text).not.toContain("dynamodb");
});

test("VPCE-03 the role of a chart calls DynamoDB as well", () => {
  const plan = planWith("ml-inference-hardened", {
    charts: {
      "external-dns": {
        role: {
          serviceAccount: "external-dns",
          permissions: [
            {
              actions: ["dynamodb:PutItem"],
              resources: ["arn:aws:dynamodb:ap-southeast-2:666677778888:table/external-dns"],
            },
          ],
        },
      },
    },
  });
  const found = plan.stack("network").find("aws_vpc_endpoint.dynamodb")?.config;
  expect(String(found?.["policy"])).toContain("table/external-dns");
  expect(asObject(found?.["tags"] ?? null)["RequestedBy"]).toContain("chart external-dns");
});

test("VPCE-03 without interface endpoints, calls of DynamoDB still have their gateway", () => {
  const plan = withTable({ egress: "single-nat", endpoints: { interfaces: false } });
  const kinds = plan.stack("network").resources("aws_vpc_endpoint");
  expect(kinds.map(({ name }) => name)).toEqual(["dynamodb", "s3"].sort());
});

describe("network ACLs without an egress", () => {
  const rules = () =>
    withTable({ networkAcls: true })
      .stack("network")
      .resources("aws_network_acl_rule")
      .filter(({ name }) => name.includes("dynamodb"));

  test("NET-09 the private ACL admits the ranges of DynamoDB and their answers", () => {
    expect(rules().map(({ name, config }) => [name, config["count"]])).toEqual([
      ["private_dynamodb_egress", "${length(data.aws_prefix_list.dynamodb.cidr_blocks)}"],
      ["private_dynamodb_ingress", "${length(data.aws_prefix_list.dynamodb.cidr_blocks)}"],
    ]);
  });

  test("NET-09 their numbers are not those of S3 and of the file", () => {
    const numbers = rules().map(({ config }) => String(config["rule_number"]));
    expect(numbers).toEqual(Array(2).fill(expect.stringContaining("11000")));
  });
});

describe("network policies", () => {
  const policies = () => withTable().stack("models");
  const egressOf = (name: string): JsonObject[] =>
    asArray(
      asObject(policies().find(`kubernetes_network_policy_v1.${name}`)?.config["spec"] ?? null)["egress"] ??
        [],
    ).map(asObject);

  test("API-08 the policy of the model with the permission admits the ranges of DynamoDB on 443", () => {
    expect(egressOf("reader")).toEqual([
      {
        ports: [{ port: "443", protocol: "TCP" }],
        dynamic: {
          to: {
            for_each: "${data.aws_prefix_list.dynamodb.cidr_blocks}",
            content: { ip_block: { cidr: "${to.value}" } },
          },
        },
      },
    ]);
  });

  test("API-08 the plan fails if the prefix list of DynamoDB has no ranges", () => {
    const list = policies().find("data.aws_prefix_list.dynamodb")?.config;
    expect(JSON.stringify(list?.["lifecycle"])).toContain("length(self.cidr_blocks) > 0");
  });

  test("API-08 other models do not reach DynamoDB", () => {
    expect(egressOf("other")).toEqual([]);
    expect(JSON.stringify(egressOf("all_models"))).not.toContain("dynamodb");
  });
});
