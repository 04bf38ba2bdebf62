import { CHECKS } from "../../../src/checks/all";
import { asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found } from "../../support/findings";
import { type networkOf } from "../network-stack";

const RETAIL = "retail-forecast";
const HUB = { type: "transit-gateway", name: "hub", transitGatewayId: "tgw-0123456789abcdef1" };
const OFFICES = { ...HUB, name: "offices", transitGatewayId: "tgw-0123456789abcdef0" };

const central = (attachments: readonly object[], change: { network?: object; entry?: object } = {}) =>
  planWith(RETAIL, {
    ...change,
    entry: { scheme: "internal", ...change.entry },
    network: { egress: "transit-gateway", attachments, ...change.network },
  });

/** Targets of default routes, by table. */
const defaultRoutes = (stack: ReturnType<typeof networkOf>): unknown[] =>
  stack
    .resources("aws_route")
    .filter(({ config }) => config["destination_cidr_block"] === "0.0.0.0/0")
    .map(({ config }) => [
      config["route_table_id"],
      config["transit_gateway_id"] ?? config["nat_gateway_id"] ?? config["gateway_id"],
    ]);

const PRIVATE_TABLE = "${aws_route_table.private.id}";
const BY_HUB = "${aws_ec2_transit_gateway_vpc_attachment.hub.transit_gateway_id}";

describe("network.egress: transit-gateway", () => {
  const stack = central([{ ...HUB, cidrs: ["10.60.0.0/16"] }]).stack("network");

  test("leads the default route of the private table to the only transit gateway", () => {
    expect(defaultRoutes(stack)).toEqual([[PRIVATE_TABLE, BY_HUB]]);
  });

  test("makes no public subnet, internet gateway, NAT gateway or Elastic IP address", () => {
    const made = stack.resources().map(({ address }) => address);
    expect(made.filter((address) => /internet_gateway|nat_gateway|aws_eip|public/.test(address))).toEqual([]);
  });

  test("lets nodes reach the internet on TCP 443, with the way in the description", () => {
    const rule = stack.find("aws_vpc_security_group_egress_rule.nodes_to_internet_443")?.config;
    expect(rule).toMatchObject({ cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 });
    expect(rule?.["description"]).toContain("internet by the transit gateway");
  });

  test("tells the owner of the transit gateway that 0.0.0.0/0 leaves there", () => {
    const [hub] = Object.values(
      asObject(stack.outputs["network_attachments"])["value"] as Record<string, Record<string, unknown>>,
    );
    expect(hub?.["cidrs"]).toEqual(["10.60.0.0/16", "0.0.0.0/0"]);
    expect(hub?.["far_side_commands"]).toContainEqual(
      "aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ROUTE_TABLE --destination-cidr-block 0.0.0.0/0 --transit-gateway-attachment-id EGRESS_ATTACHMENT --region ap-southeast-1",
    );
  });

  test.each([0, 1])("takes the attachment with 0.0.0.0/0 where there are two, at place %d", (place) => {
    const both = [
      { ...HUB, cidrs: ["0.0.0.0/0"] },
      { ...OFFICES, cidrs: ["10.60.0.0/16"] },
    ];
    const ordered = place === 0 ? both : both.toReversed();
    expect(defaultRoutes(central(ordered).stack("network"))).toEqual([[PRIVATE_TABLE, BY_HUB]]);
  });

  test("keeps public subnets and an internet gateway for an internet-facing entry alone", () => {
    const entry = { scheme: "internet-facing", clientCidrs: ["203.0.113.0/24"] };
    const open = central([{ ...HUB, cidrs: ["0.0.0.0/0"] }], { entry }).stack("network");
    expect(open.resources("aws_subnet")).toHaveLength(4);
    expect(open.resources("aws_nat_gateway")).toEqual([]);
    expect(defaultRoutes(open)).toEqual([
      [PRIVATE_TABLE, BY_HUB],
      ["${aws_route_table.public.id}", "${aws_internet_gateway.internet.id}"],
    ]);
  });

  test("adds no finding of a network ACL, of which the public one admits no calls", () => {
    const entry = { scheme: "internet-facing", clientCidrs: ["203.0.113.0/24"] };
    const network = { networkAcls: true };
    const plan = central([{ ...HUB, cidrs: ["0.0.0.0/0"] }], { network, entry });
    const ids = found(CHECKS, environmentPlan(plan));
    expect(ids.filter((id) => id.startsWith("network-acl"))).toEqual([]);
  });
});
