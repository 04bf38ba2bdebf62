import { privateSubnetIsolated } from "../../../src/checks/network/private-subnet-isolated";
import { routeTableKnown } from "../../../src/checks/network/route-table-known";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const CONSOLE = "retail-forecast-console";

/** New findings of a check after a route to an internet gateway is added to a table. */
const added = (check: typeof routeTableKnown, environment: string, table: string): string[] =>
  newlyFound([check], environment, ({ network }) => {
    network.resource = {
      ...network.resource,
      aws_route: {
        ...network.resource?.aws_route,
        more: {
          route_table_id: table,
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "igw-0123456789abcdef0",
        },
      },
    };
  });

test("a route that the stacks add to a table of a private subnet, which they look up, is found", () => {
  expect(added(privateSubnetIsolated, CONSOLE, "${data.aws_route_table.private_a.id}")).toEqual([
    expect.stringContaining("private_a"),
  ]);
});

test.each(["main_route_table_id", "default_route_table_id"])(
  "a route in the %s of the VPC is found where a private subnet uses the main table",
  (attribute) => {
    const found = newlyFound([privateSubnetIsolated], "mlapp", ({ network }) => {
      delete network.resource.aws_route_table_association.private_a;
      network.resource.aws_route.more = {
        route_table_id: `\${aws_vpc.main.${attribute}}`,
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.internet.id}",
      };
    });
    expect(found).toContainEqual(expect.stringContaining("private_a"));
  },
);

test.each(ENVIRONMENTS)("%s has routes in its own tables only", (environment) => {
  expect(foundBy(routeTableKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each(["rtb-0123456789abcdef0", "${aws_subnet.private_a.id}"])(
  "a route in the table %s is an error",
  (table) => {
    expect(added(routeTableKnown, "mlapp", table)).toEqual([
      expect.stringMatching(/aws_route\.more: its route table is .+, which these stacks do not have/),
    ]);
  },
);
