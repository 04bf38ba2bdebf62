import { CHECKS } from "../../../src/checks/all";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { found, newlyFound } from "../../support/findings";

const RETAIL = "retail-forecast";
const HUB = {
  type: "transit-gateway",
  name: "hub",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: ["10.60.0.0/16"],
};
const PEER = { type: "peering", name: "hub", peerVpcId: "vpc-0123456789abcdef0", cidrs: ["10.60.0.0/16"] };

const attached = (attachment: object) => planWith(RETAIL, { network: { attachments: [attachment] } });
const central = () =>
  planWith(RETAIL, {
    network: { egress: "transit-gateway", endpoints: { interfaces: false }, attachments: [HUB] },
  });

/** Adds a default route to an attachment, as an own file does. */
const withRoute = (target: object) => (layers: { network: Editable }) => {
  layers.network["resource"].aws_route.own = {
    route_table_id: "${aws_route_table.private.id}",
    destination_cidr_block: "0.0.0.0/0",
    ...target,
  };
};

/** Checks of new findings, each once. */
const ids = (lines: readonly string[]): string[] =>
  [...new Set(lines.map((line) => String(line.split(" ", 1)[0])))].sort();

describe("a default route to a transit gateway that an own file adds", () => {
  const lines = newlyFound(CHECKS, attached(HUB), withRoute({ transit_gateway_id: HUB.transitGatewayId }));

  test("is judged as a route to a NAT gateway is: nothing needs it", () => {
    expect(ids(lines)).toEqual(["nat-without-caller"]);
    expect(lines.join()).toContain(
      "leads private subnets to 0.0.0.0/0, but no workload in them needs the internet",
    );
  });

  test("names the key of the file as its fix", () => {
    const check = CHECKS.find(({ id }) => id === "nat-without-caller");
    expect(check?.fix).toContain("network.egress");
  });
});

test.each([
  ["another transit gateway", { transit_gateway_id: "tgw-0123456789abcdef9" }, "attachment-routes"],
  ["a firewall endpoint", { vpc_endpoint_id: "vpce-0123456789abcdef0" }, "route-needed"],
])("a default route to %s is refused", (_, target, check) => {
  expect(ids(newlyFound(CHECKS, attached(HUB), withRoute(target)))).toContain(check);
});

test("a default route to a peering connection is refused, since the peer forwards nothing", () => {
  const route = withRoute({ vpc_peering_connection_id: "${aws_vpc_peering_connection.hub.id}" });
  expect(ids(newlyFound(CHECKS, attached(PEER), route))).toContain("private-subnet-isolated");
});

describe("with network.egress: transit-gateway and no interface endpoints", () => {
  test("calls of AWS services leave by the transit gateway, as they do by NAT", () => {
    expect(ids(found(CHECKS, environmentPlan(central())).filter((line) => /^endpoint-/.test(line)))).toEqual([
      "endpoint-by-nat",
    ]);
  });

  test.each<[string, string, (network: Editable) => unknown]>([
    [
      "the default route",
      "endpoint-missing",
      (network) => delete network["resource"].aws_route["hub_0_0_0_0_0_private"],
    ],
    [
      "the rule of the nodes",
      "workloads-reach-internet",
      (network) => delete network["resource"].aws_vpc_security_group_egress_rule.nodes_to_internet_443,
    ],
  ])("a removal of %s is found", (_, check, edit) => {
    const lines = newlyFound(CHECKS, central(), ({ network }) => edit(network));
    expect(ids(lines)).toContain(check);
  });

  test("a rule to the internet without any default route leads nowhere", () => {
    const lines = newlyFound(CHECKS, central(), ({ network }) => {
      delete network["resource"].aws_route;
    });
    expect(ids(lines)).toContain("security-group-egress");
  });
});
