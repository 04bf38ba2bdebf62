import { routeNeeded } from "../../../src/checks/network/route-needed";
import { newMessages, referenceFindings } from "./findings";

describe("route-needed", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(routeNeeded)).toEqual([]);
  });

  test("names the destination and the target of a route that takes traffic from another one", () => {
    const messages = newMessages(routeNeeded, "mlapp", "aws_route.own", ({ network }) => {
      network.resource.aws_route.own = {
        route_table_id: "${aws_route_table.private.id}",
        destination_cidr_block: "10.96.0.128/25",
        network_interface_id: "eni-0123456789abcdef0",
      };
    });
    expect(messages).toBe(
      "the route for 10.96.0.128/25 leads to eni-0123456789abcdef0, which no connection needs",
    );
  });
});
