import { type JsonObject, type StackJson, asArray, asObject } from "../../../../src/terraform/stack-json";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import {
  ATTACHMENT,
  ENDPOINTS_GROUP,
  GATEWAY,
  IDS,
  MORE_IDS,
  SUBNETS,
  TABLES,
  VPC,
  WITH_GATEWAY,
  existing,
  withIds,
  withMoreIds,
} from "../../../support/network-by-ids";
import { planOf } from "../../../support/reference-plans";

const network = withIds().stack("network");
const more = withMoreIds().stack("network");

function at(stack: StackJson, address: string): JsonObject {
  const found = stack.find(address);
  if (!found) throw new Error(`the network stack has no ${address}`);
  return found.config;
}

const conditions = (config: JsonObject): string[] =>
  asArray(asObject(config["lifecycle"])["postcondition"]).map((check) =>
    String(asObject(check)["condition"]),
  );
const messages = (config: JsonObject): string[] =>
  asArray(asObject(config["lifecycle"])["postcondition"]).map((check) =>
    String(asObject(check)["error_message"]),
  );
const typesOf = (stack: StackJson): string[] => [...new Set(stack.resources().map(({ type }) => type))];

describe("with the ids of VPC, subnets and route tables", () => {
  test("the VPC and the subnets are read by their ids, without a search", () => {
    expect(at(network, "data.aws_vpc.main")["id"]).toBe(VPC);
    expect(at(network, "data.aws_subnet.private_a")["id"]).toBe(SUBNETS[0]);
    expect(at(network, "data.aws_subnet.private_b")["id"]).toBe(SUBNETS[1]);
    expect(network.dataSources("aws_vpcs")).toEqual([]);
    expect(network.dataSources("aws_subnets")).toEqual([]);
  });

  test("no VPC, subnet, route table, gateway, flow log or network ACL is made", () => {
    const made = typesOf(network);
    expect(made).toEqual(expect.arrayContaining(["aws_security_group", "aws_vpc_endpoint", "aws_route"]));
    expect(
      made.filter((type) => /_vpc$|subnet|route_table|gateway$|flow_log|network_acl|_eip/.test(type)),
    ).toEqual([]);
  });

  test("groups, rules and endpoints are those of a network that Terraform creates", () => {
    const kinds = /^aws_(security_group|vpc_security_group_(in|e)gress_rule|vpc_endpoint)$/;
    const made = (stack: StackJson) =>
      stack
        .resources()
        .filter(({ type }) => kinds.test(type))
        .map(({ address }) => address)
        .sort();
    expect(made(network).length).toBeGreaterThan(20);
    expect(made(network)).toEqual(made(planOf(WITH_GATEWAY).stack("network")));
  });

  test("the gateway endpoint of S3 is in the route tables of the private subnets", () => {
    expect(at(network, "aws_vpc_endpoint.s3")["route_table_ids"]).toEqual([
      "${data.aws_route_table.private_a.route_table_id}",
      "${data.aws_route_table.private_b.route_table_id}",
    ]);
  });

  test.each([
    ["VPC", `self.vpc_id == "${VPC}"`],
    ["availability zone", 'self.availability_zone == "ap-southeast-2a"'],
    ["range", 'self.cidr_block == "10.32.0.0/19"'],
    ["free addresses", "self.available_ip_address_count >= 6"],
  ])("the plan proves the %s of a subnet", (_, condition) => {
    const found = conditions(at(network, "data.aws_subnet.private_a"));
    expect(found.map((each) => each.replace("data.aws_vpc.main.id", `"${VPC}"`))).toContain(
      `\${${condition}}`,
    );
  });

  test("the plan proves that each private subnet uses the given route table", () => {
    expect(conditions(at(network, "data.aws_route_table.private_b"))).toContain(
      `\${self.route_table_id == "${TABLES[1]}"}`,
    );
  });

  test("the attachment is made, with routes in the given route tables", () => {
    expect(at(network, "aws_ec2_transit_gateway_vpc_attachment.organization")).toMatchObject({
      vpc_id: "${data.aws_vpc.main.id}",
      subnet_ids: ["${data.aws_subnet.private_a.id}", "${data.aws_subnet.private_b.id}"],
    });
    expect(network.resources("aws_route").map(({ config }) => config["route_table_id"])).toEqual(TABLES);
  });

  test("one route table of all subnets has one route for each range", () => {
    const [table] = TABLES;
    const one = planWith(WITH_GATEWAY, existing({ ...IDS, privateRouteTableIds: [table] })).stack("network");
    expect(one.resources("aws_route").map(({ config }) => config["route_table_id"])).toEqual([table]);
  });
});

describe("with tags", () => {
  const tagged = planWith(
    WITH_GATEWAY,
    existing({
      vpcTags: { stage: "prod" },
      privateSubnetTags: { tier: "apps" },
      privateRouteTableIds: TABLES,
    }),
  ).stack("network");

  test("the VPC is the one with all tags", () => {
    expect(at(tagged, "data.aws_vpcs.main")["tags"]).toEqual({ stage: "prod" });
    expect(at(tagged, "data.aws_vpc.main")["id"]).toBe("${one(data.aws_vpcs.main.ids)}");
  });

  test("a subnet is the one of its zone with all tags", () => {
    expect(at(tagged, "data.aws_subnets.private_b")).toMatchObject({
      filter: [
        { name: "vpc-id", values: ["${data.aws_vpc.main.id}"] },
        { name: "availability-zone", values: ["ap-southeast-2b"] },
      ],
      tags: { tier: "apps" },
    });
  });
});

describe("with ids of a group, endpoints and an attachment", () => {
  test("parts with an id are read and not created", () => {
    expect(at(more, "data.aws_security_group.endpoints")["id"]).toBe(ENDPOINTS_GROUP);
    expect(at(more, "data.aws_vpc_endpoint.sts")["id"]).toBe("vpce-0123456789abcdef1");
    expect(at(more, "data.aws_ec2_transit_gateway_vpc_attachment.organization")["id"]).toBe(ATTACHMENT);
    for (const address of [
      "aws_security_group.endpoints",
      "aws_vpc_endpoint.sts",
      "aws_vpc_endpoint.s3",
      "aws_ec2_transit_gateway_vpc_attachment.organization",
    ])
      expect(more.find(address)).toBeUndefined();
    expect(more.resources("aws_route")).toEqual([]);
  });

  test("no rule is added to a given group, and rules of other groups refer to it", () => {
    const rules = [
      ...more.resources("aws_vpc_security_group_ingress_rule"),
      ...more.resources("aws_vpc_security_group_egress_rule"),
    ].map(({ config }) => config);
    const given = "${data.aws_security_group.endpoints.id}";
    expect(rules.filter((rule) => rule["security_group_id"] === given)).toEqual([]);
    expect(rules.filter((rule) => rule["referenced_security_group_id"] === given)).toHaveLength(1);
  });

  test("endpoints that are made have the given group", () => {
    expect(at(more, "aws_vpc_endpoint.ecr_api")["security_group_ids"]).toEqual([
      "${data.aws_security_group.endpoints.id}",
    ]);
  });

  test("the plan proves the listed rules of the group, and that it is in the VPC", () => {
    const found = messages(at(more, "data.aws_security_group.endpoints"));
    expect(found.join("\n")).toContain(
      `${ENDPOINTS_GROUP} has no ingress rule for TCP port 443 from 10.32.0.0/16`,
    );
    expect(found.join("\n")).toContain(`${ENDPOINTS_GROUP} is in \${self.vpc_id}`);
  });

  test("the plan proves service, state, private DNS, group, zones and policy of an endpoint", () => {
    const found = conditions(at(more, "data.aws_vpc_endpoint.sts")).join("\n");
    for (const part of [
      "vpc_id",
      "service_name",
      "state",
      "private_dns_enabled",
      "security_group_ids",
      "subnet_ids",
      "policy",
    ])
      expect(found).toContain(`self.${part}`);
  });

  test("the plan proves that the policy of the S3 endpoint allows the buckets that the platform reads", () => {
    const found = conditions(at(more, "data.aws_vpc_endpoint.s3")).join("\n");
    expect(found).toContain("self.policy");
    expect(found).toContain("prod-ap-southeast-2-starport-layer-bucket");
    expect(found).toContain("ml-inference-prod-models-222233334444");
  });

  test("the plan proves that the policy of the S3 endpoint allows the calls in permissions of models", () => {
    const [model] = configWith(WITH_GATEWAY).models;
    const call = { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::ml-results/scores/*"] };
    const attachments = [{ ...GATEWAY, attachmentId: ATTACHMENT }];
    const models = [{ ...model, permissions: [call] }];
    const own = planWith(WITH_GATEWAY, { ...existing(MORE_IDS, { attachments }), models }).stack("network");
    expect(conditions(at(own, "data.aws_vpc_endpoint.s3"))).toContainEqual(
      expect.stringMatching(/self\.policy.*"s3:PutObject".*"arn:aws:s3:::ml-results\/scores\/\*"/),
    );
  });

  test("the plan proves the routes to the attachment in each private route table", () => {
    for (const letter of ["a", "b"])
      expect(conditions(at(more, `data.aws_route_table.private_${letter}`)).join("\n")).toContain(
        'route.cidr_block == "10.0.0.0/8" && route.transit_gateway_id == "tgw-0a1b2c3d222233334"',
      );
  });

  test("the plan proves that the attachment is of the VPC and the gateway, and has a subnet in each zone", () => {
    const found = conditions(at(more, "data.aws_ec2_transit_gateway_vpc_attachment.organization"));
    expect(found.join("\n")).toContain("self.vpc_id == data.aws_vpc.main.id");
    expect(found.join("\n")).toContain('self.transit_gateway_id == "tgw-0a1b2c3d222233334"');
    const ofZones = more.dataSources("aws_subnets").filter(({ name }) => name.startsWith("organization"));
    expect(ofZones.map(({ config }) => config["filter"])).toEqual(
      ["a", "b"].map((letter) => [
        {
          name: "subnet-id",
          values: "${tolist(data.aws_ec2_transit_gateway_vpc_attachment.organization.subnet_ids)}",
        },
        { name: "availability-zone", values: [`ap-southeast-2${letter}`] },
      ]),
    );
  });
});

test.each([
  ["made", network],
  ["given", more],
])("a network with %s parts has the outputs of a created one", (_, stack) => {
  // NAT gateways of a created network have public subnets.
  const created = Object.keys(planOf(WITH_GATEWAY).stack("network").outputs);
  expect(Object.keys(stack.outputs).sort()).toEqual(
    created.filter((name) => name !== "public_alb_subnet_ids").sort(),
  );
});

test("each message of a proof names its resource, and has a command or a correction", () => {
  const all = [network, more].flatMap((stack) =>
    stack.dataSources().flatMap(({ config }) => messages(config)),
  );
  expect(all.length).toBeGreaterThan(30);
  expect(
    all.filter((message) => !/ run\n\n {4}aws |; correct |; give |; write |; replace /.test(message)),
  ).toEqual([]);
});

describe("with a default route to a transit gateway", () => {
  const central = (ids: object, attachment: object) =>
    planWith(
      WITH_GATEWAY,
      existing(ids, { egress: "transit-gateway", attachments: [{ ...GATEWAY, ...attachment }] }),
    );
  const { privateRouteTableIds, ...withoutTables } = IDS;
  const leadsThere = `\${anytrue([for route in self.routes : route.cidr_block == "0.0.0.0/0" && route.transit_gateway_id == "${GATEWAY.transitGatewayId}"])}`;

  test("the plan proves the route of an attachment that exists", () => {
    const stack = central(withoutTables, { attachmentId: ATTACHMENT }).stack("network");
    const proved = conditions(at(stack, "data.aws_route_table.private_a"));
    expect(proved).toContain(leadsThere);
    expect(proved.filter((each) => each.includes("self.routes[*]"))).toEqual([]);
    expect(stack.resources("aws_route")).toEqual([]);
  });

  test("the route is created in tables that are given by their ids", () => {
    const stack = central(IDS, {}).stack("network");
    expect(privateRouteTableIds.map((table) => [table, "0.0.0.0/0"])).toEqual(
      stack
        .resources("aws_route")
        .filter(({ config }) => config["destination_cidr_block"] === "0.0.0.0/0")
        .map(({ config }) => [config["route_table_id"], config["destination_cidr_block"]]),
    );
    const proved = conditions(at(stack, "data.aws_route_table.private_a"));
    expect(proved.filter((each) => each.includes("0.0.0.0/0"))).toEqual([]);
  });
});
