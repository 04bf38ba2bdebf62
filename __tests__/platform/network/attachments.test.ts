import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { CREATED, networkOf } from "../network-stack";

const PROD = "ml-inference-prod";
const gateway = { type: "transit-gateway", name: "far", transitGatewayId: "tgw-0123456789abcdef0" };
const peering = { type: "peering", name: "far", peerVpcId: "vpc-0123456789abcdef0" };

const attached = (environment: string, attachment: object, network: object = {}) =>
  planWith(environment, {
    network: { ...network, attachments: [{ cidrs: ["172.18.0.0/16"], ...attachment }] },
  }).stack("network");

/** Routes to an attachment, as `table destination target`. */
const routes = (stack: ReturnType<typeof networkOf>): string[] =>
  stack.resources("aws_route").flatMap(({ config }) => {
    const target = config["transit_gateway_id"] ?? config["vpc_peering_connection_id"];
    return target === undefined
      ? []
      : [`${String(config["route_table_id"])} ${String(config["destination_cidr_block"])} ${String(target)}`];
  });

const connection = (environment: string, attachment: object): JsonObject =>
  attached(environment, attachment).find("aws_vpc_peering_connection.far")?.config ?? {};

describe("a transit gateway attachment", () => {
  test("OPS-03 has a private subnet in each zone", () => {
    const three = attached(PROD, gateway, { zones: ["a", "b", "c"] });
    expect(three.find("aws_ec2_transit_gateway_vpc_attachment.far")?.config).toMatchObject({
      transit_gateway_id: "tgw-0123456789abcdef0",
      vpc_id: "${aws_vpc.main.id}",
      subnet_ids: ["a", "b", "c"].map((zone) => `\${aws_subnet.private_${zone}.id}`),
      tags: { Name: "ml-inference-far" },
    });
  });

  test("OPS-03 has a route in the table of each zone, created after the attachment", () => {
    const target = "${aws_ec2_transit_gateway_vpc_attachment.far.transit_gateway_id}";
    expect(routes(attached(PROD, gateway))).toEqual([
      `\${aws_route_table.private_a.id} 172.18.0.0/16 ${target}`,
      `\${aws_route_table.private_b.id} 172.18.0.0/16 ${target}`,
    ]);
  });
});

describe("a peering connection", () => {
  test("OPS-03 has a route for each range in the only private table", () => {
    const target = "${aws_vpc_peering_connection.far.id}";
    const cidrs = ["172.18.0.0/16", "172.21.0.0/24"];
    expect(routes(attached("mlapp", { ...peering, cidrs }))).toEqual(
      cidrs.map((cidr) => `\${aws_route_table.private.id} ${cidr} ${target}`),
    );
  });

  test("OPS-03 is accepted by Terraform if the other VPC is in the same account and region", () => {
    expect(connection("mlapp", peering)).toMatchObject({
      vpc_id: "${aws_vpc.main.id}",
      peer_vpc_id: "vpc-0123456789abcdef0",
      peer_owner_id: "333344445555",
      auto_accept: true,
      tags: { Name: "mlapp-far" },
    });
    expect(connection("mlapp", { ...peering, peerRegion: "us-east-1" })).not.toHaveProperty("peer_region");
  });

  test.each([
    [{ peerAccount: "777788889999" }, { peer_owner_id: "777788889999" }],
    [{ peerRegion: "eu-west-1" }, { peer_region: "eu-west-1" }],
  ])("OPS-03 is left to its owner with %j", (peer, expected) => {
    expect(connection("mlapp", { ...peering, ...peer })).toMatchObject({ auto_accept: false, ...expected });
  });
});

describe("the output for the owner of the other network", () => {
  const output = (attachment: object): JsonObject =>
    asObject(
      asObject(asObject(attached("mlapp", attachment).outputs["network_attachments"])["value"])["far"],
    );

  test("OPS-03 has the id of the attachment, the ranges, and commands that accept it and route to the VPC", () => {
    const id = "${aws_ec2_transit_gateway_vpc_attachment.far.id}";
    const ofAttachment = `--transit-gateway-attachment-id ${id} --region us-east-1`;
    expect(output(gateway)).toEqual({
      type: "transit-gateway",
      id,
      network: "tgw-0123456789abcdef0",
      vpc_cidr_block: "10.48.0.0/16",
      cidrs: ["172.18.0.0/16"],
      far_side_commands: [
        `aws ec2 accept-transit-gateway-vpc-attachment ${ofAttachment}`,
        `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ROUTE_TABLE --destination-cidr-block 10.48.0.0/16 ${ofAttachment}`,
      ],
    });
  });

  test("OPS-03 names the region of the other VPC", () => {
    const peer = "--vpc-peering-connection-id ${aws_vpc_peering_connection.far.id} --region eu-west-1";
    expect(output({ ...peering, peerRegion: "eu-west-1" })["far_side_commands"]).toEqual([
      `aws ec2 accept-vpc-peering-connection ${peer}`,
      `aws ec2 create-route --route-table-id ROUTE_TABLE --destination-cidr-block 10.48.0.0/16 ${peer}`,
    ]);
  });

  test("OPS-03 has no acceptance for a connection that Terraform accepts", () => {
    expect(output(peering)["far_side_commands"]).toHaveLength(1);
  });

  test("OPS-03 exists only with an attachment", () => {
    const having = ENVIRONMENTS.filter(
      (name) => networkOf(name).outputs["network_attachments"] !== undefined,
    );
    expect(having.sort()).toEqual([
      "language-models",
      "ml-inference-hardened",
      "ml-inference-prod",
      "ml-platform",
      "mlapp",
    ]);
  });
});

test("OPS-03 no route to another network is in a public table, in any environment", () => {
  const all = CREATED.map(networkOf).flatMap(routes);
  expect(all).toHaveLength(7);
  expect(all.filter((route) => !route.startsWith("${aws_route_table.private"))).toEqual([]);
});

test("OPS-03 an added range adds one route to each table and changes nothing else", () => {
  const one = attached(PROD, gateway);
  const two = attached(PROD, { ...gateway, cidrs: ["172.18.0.0/16", "172.21.0.0/16"] });
  const addresses = new Set(one.resources().map(({ address }) => address));
  const added = two.resources().filter(({ address }) => !addresses.has(address));
  expect(added.map(({ address }) => address)).toEqual([
    "aws_route.far_172_21_0_0_16_private_a",
    "aws_route.far_172_21_0_0_16_private_b",
  ]);
  for (const { address, config } of one.resources()) expect(two.find(address)?.config).toEqual(config);
});

test("OPS-03 reference environments with a path to other networks have distinct ranges", () => {
  const ranges = ["retail-forecast", PROD, "mlapp"].map(
    (name) => networkOf(name).find("aws_vpc.main")?.config["cidr_block"],
  );
  expect(new Set(ranges).size).toBe(3);
});
