import { planWith } from "../../support/changed-plans";
import { RETAIL, CREATED, networkOf } from "../network-stack";

describe("a single NAT gateway", () => {
  const single = () => planWith(RETAIL, { network: { egress: "single-nat" } }).stack("network");

  test("EKS-07 there is exactly one NAT gateway", () => {
    expect(
      single()
        .resources("aws_nat_gateway")
        .map(({ address }) => address),
    ).toEqual(["aws_nat_gateway.main"]);
  });

  test("EKS-07 NET-05 the private route table has a default route to it", () => {
    expect(single().find("aws_route.private_internet_main")?.config).toMatchObject({
      route_table_id: "${aws_route_table.private.id}",
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: "${aws_nat_gateway.main.id}",
    });
  });
});

describe("a NAT gateway in each zone", () => {
  const perZone = networkOf("ml-inference-prod");

  test("EKS-07 there are as many NAT gateways as zones", () => {
    expect(perZone.resources("aws_nat_gateway")).toHaveLength(2);
  });

  test.each(["a", "b"])(
    "EKS-07 the NAT gateway of zone %s is in its public subnet, with its own address",
    (zone) => {
      expect(perZone.find(`aws_nat_gateway.${zone}`)?.config).toMatchObject({
        subnet_id: `\${aws_subnet.public_${zone}.id}`,
        allocation_id: `\${aws_eip.nat_${zone}.allocation_id}`,
      });
    },
  );

  test.each(["a", "b"])(
    "EKS-07 the private subnet of zone %s has its own route table with its own NAT gateway",
    (zone) => {
      expect(perZone.find(`aws_route.private_internet_${zone}`)?.config).toMatchObject({
        route_table_id: `\${aws_route_table.private_${zone}.id}`,
        nat_gateway_id: `\${aws_nat_gateway.${zone}.id}`,
      });
      expect(perZone.find(`aws_route_table_association.private_${zone}`)?.config).toMatchObject({
        route_table_id: `\${aws_route_table.private_${zone}.id}`,
      });
    },
  );
});

test("EKS-07 NAT gateways depend on the internet gateway's route", () => {
  const gateways = CREATED.flatMap((environment) => networkOf(environment).resources("aws_nat_gateway"));
  expect(gateways.length).toBeGreaterThan(1);
  for (const { config } of gateways) expect(config["depends_on"]).toEqual(["aws_route.public_internet"]);
});

describe("a third zone", () => {
  const subnets = () => networkOf("ml-inference-prod").resources("aws_subnet");
  const three = () => planWith("ml-inference-prod", { network: { zones: ["a", "b", "c"] } }).stack("network");

  test("NET-02 NET-03 a third zone adds two subnets", () => {
    expect(subnets()).toHaveLength(4);
    expect(three().resources("aws_subnet")).toHaveLength(6);
  });

  test("NET-02 NET-03 a third zone does not change the other subnets", () => {
    for (const { address, config } of subnets()) expect(three().find(address)?.config).toEqual(config);
  });
});
