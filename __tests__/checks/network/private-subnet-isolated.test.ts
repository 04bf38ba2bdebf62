import { privateSubnetIsolated as check } from "../../../src/checks/network/private-subnet-isolated";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("private-subnet-isolated", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a private subnet with the public route table", () => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.private_a", ({ network }) => {
      network.resource.aws_route_table_association.private_a.route_table_id = "${aws_route_table.public.id}";
    });
    expect(messages).toContain("internet gateway (aws_route.public_internet)");
  });

  test("reports an endpoint in a public subnet", () => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.public_a", ({ network }) => {
      endpoints(network)["sts"].subnet_ids[0] = "${aws_subnet.public_a.id}";
    });
    expect(messages).toContain("route to an internet gateway");
  });

  test("reports an existing route table without postconditions", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_subnet.private_a",
      ({ network }) => delete network.data.aws_route_table.private_a.lifecycle,
    );
    expect(messages).toContain("unknown target");
  });

  test("reports an existing route table without a postcondition on internet gateways", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_subnet.private_a",
      ({ network }) => network.data.aws_route_table.private_a.lifecycle.postcondition.shift(),
    );
    expect(messages).toContain("unknown target");
  });
});
