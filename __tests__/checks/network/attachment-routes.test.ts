import { attachmentRoutes as check } from "../../../src/checks/network/attachment-routes";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { referenceFindings } from "./findings";

const PROD = "ml-inference-prod";
const GATEWAY = "aws_ec2_transit_gateway_vpc_attachment.organization";
const PEERING_ROUTE = "runners_10_96_0_0_24_private";

const GATEWAY_PROPS = { type: "transit-gateway", name: "far", transitGatewayId: "tgw-0123456789abcdef0" };

const after = (edit: (network: Editable) => void, environment = PROD): string[] =>
  newlyFound([check], environment, ({ network }) => edit(network)).map((line) =>
    line.slice(check.id.length + 1),
  );
const routes = (network: Editable): Editable => network["resource"].aws_route;

const both = planWith("mlapp", {
  network: {
    attachments: [
      {
        type: "transit-gateway",
        name: "operators",
        transitGatewayId: "tgw-0123456789abcdef0",
        cidrs: ["10.64.0.0/16", "172.24.0.0/16"],
      },
      { type: "peering", name: "runners", peerVpcId: "vpc-0123456789abcdef0", cidrs: ["10.96.0.0/24"] },
    ],
  },
});

test("OPS-03 reports nothing in the reference environments, and nothing with several attachments", () => {
  expect(referenceFindings(check)).toEqual([]);
  expect(foundBy(check, environmentPlan(both))).toEqual([]);
});

test("OPS-03 reports an attachment without a route", () => {
  const gone = (network: Editable) => delete routes(network)["runners_10_96_0_0_24_private"];
  expect(after(gone, "mlapp")).toEqual(["aws_vpc_peering_connection.runners: the attachment: has no route"]);
});

test("OPS-03 reports a route in only some of the tables", () => {
  expect(after((network) => delete routes(network)["organization_10_0_0_0_8_private_a"])).toEqual([
    `${GATEWAY}: the attachment: aws_route_table.private_a does not route 10.0.0.0/8 to it`,
  ]);
});

test("OPS-03 reports a route to an attachment that does not exist", () => {
  expect(
    after((network) => (routes(network)[PEERING_ROUTE].vpc_peering_connection_id = "pcx-1"), "mlapp"),
  ).toEqual(
    expect.arrayContaining([
      `aws_route.${PEERING_ROUTE}: the route: leads to no attachment in the synthesized stacks`,
    ]),
  );
});

test.each([
  ["10.48.96.0/24", "has the destination 10.48.96.0/24, which is in the VPC"],
  ["10.48.0.0/16", "has the destination 10.48.0.0/16, which is in the VPC"],
  ["10.0.0.0/8", "has the destination 10.0.0.0/8, which overlaps the VPC"],
  ["0.0.0.0/0", "has the same destination as aws_route.private_internet_main"],
])("OPS-03 reports a route of a peering connection to %s", (cidr, expected) => {
  const found = after((network) => (routes(network)[PEERING_ROUTE].destination_cidr_block = cidr), "mlapp");
  expect(found.join()).toContain(expected);
});

test("OPS-03 reports a route without an IPv4 destination", () => {
  const found = after(
    (network) => delete routes(network)["runners_10_96_0_0_24_private"].destination_cidr_block,
    "mlapp",
  );
  expect(found.join()).toContain("has no IPv4 range as its destination");
});

test("OPS-03 accepts a summary of a transit gateway that contains the VPC", () => {
  const summary = planWith("mlapp", {
    network: { attachments: [{ ...GATEWAY_PROPS, cidrs: ["10.0.0.0/8"] }] },
  });
  expect(foundBy(check, environmentPlan(summary))).toEqual([]);
});

const nested = planWith("mlapp", {
  network: {
    attachments: [
      { ...GATEWAY_PROPS, cidrs: ["10.0.0.0/8"] },
      { type: "peering", name: "runners", peerVpcId: "vpc-0123456789abcdef0", cidrs: ["10.96.0.0/24"] },
    ],
  },
});
const statedAs = (attached: readonly string[]) => ({
  statedOf: () => ({ ...NOTHING_STATED, clients: { api: [], endpoints: [], attached } }),
});

test("OPS-03 accepts a range in one of another attachment that the file has, and where no file is known", () => {
  expect(foundBy(check, environmentPlan(nested), statedAs(["10.0.0.0/8", "10.96.0.0/24"]))).toEqual([]);
  expect(foundBy(check, environmentPlan(nested))).toEqual([]);
});

test("OPS-03 reports a route in the range of another attachment that the file does not have", () => {
  expect(foundBy(check, environmentPlan(nested), statedAs(["10.0.0.0/8"]))).toEqual([
    "aws_route.runners_10_96_0_0_24_private: the route: takes packets from 10.0.0.0/8 of aws_route.far_10_0_0_0_8_private, and network.attachments has no 10.96.0.0/24",
  ]);
});

describe("the subnets of a transit gateway attachment", () => {
  const subnets = (network: Editable): string[] =>
    network["resource"].aws_ec2_transit_gateway_vpc_attachment.organization.subnet_ids;

  test("OPS-03 include each zone", () => {
    expect(after((network) => subnets(network).pop())).toEqual([
      `${GATEWAY}: the attachment: has no subnet in ap-southeast-2b`,
    ]);
  });

  test("OPS-03 include a zone only once, as AWS requires", () => {
    expect(after((network) => subnets(network).push("${aws_subnet.public_b.id}"))).toEqual([
      `${GATEWAY}: the attachment: has several subnets in ap-southeast-2b`,
    ]);
  });
});
