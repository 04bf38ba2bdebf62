import { CHECKS } from "../../../src/checks/all";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { found, newlyFound } from "../../support/findings";

const NAME = "mlapp";
const NETWORK_CHECKS = CHECKS.filter(({ id }) =>
  [
    "private-subnet-isolated",
    "attachment-wide",
    "workloads-reach-internet",
    "nat-without-caller",
    "endpoint-missing",
    "endpoint-by-nat",
    "route-needed",
    "nat-path",
  ].includes(id),
);

const central = (network: object = {}) => {
  const hub = {
    type: "transit-gateway",
    name: "hub",
    transitGatewayId: "tgw-0123456789abcdef0",
    cidrs: ["0.0.0.0/0"],
  };
  const attachments = [...configWith(NAME).network.attachments, hub];
  return planWith(NAME, { network: { egress: "transit-gateway", attachments, ...network } });
};

test("a default route to a transit gateway of the file is a way out, as NAT is", () => {
  const lines = found(NETWORK_CHECKS, environmentPlan(central({ endpoints: { interfaces: false } })));
  expect(lines.filter((line) => !line.startsWith("endpoint-by-nat"))).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^endpoint-by-nat .*aws_vpc_endpoint\.sts/));
});

test("no NAT gateway is created for it, and private subnets route to the attachment", () => {
  const { resource } = central().stack("network").json as Record<"resource", Editable>;
  expect(Object.keys(resource)).not.toContain("aws_nat_gateway");
  const routes = Object.values(resource["aws_route"] as Record<string, Editable>);
  const isPrivate = (route: Editable): boolean => String(route["route_table_id"]).includes(".private.");
  const ways = routes.filter((route) => isPrivate(route) && route["destination_cidr_block"] === "0.0.0.0/0");
  expect(ways.map((route) => String(route["transit_gateway_id"]))).toEqual([
    "${aws_ec2_transit_gateway_vpc_attachment.hub.transit_gateway_id}",
  ]);
});

test("interface endpoints beside it have the findings of a NAT gateway beside them", () => {
  const byNat = planWith(NAME, { network: { egress: "single-nat" } });
  expect(found(NETWORK_CHECKS, environmentPlan(central()))).toEqual(
    found(NETWORK_CHECKS, environmentPlan(byNat)),
  );
});

test("a default route to a transit gateway of no attachment opens the private subnets", () => {
  const lines = newlyFound(NETWORK_CHECKS, central({ endpoints: { interfaces: false } }), ({ network }) => {
    const routes = network["resource"].aws_route as Record<string, Editable>;
    const route = routes["hub_0_0_0_0_0_private"];
    if (route) route["transit_gateway_id"] = "tgw-0fedcba9876543210";
  });
  expect(lines).toContainEqual(expect.stringMatching(/^private-subnet-isolated /));
});
