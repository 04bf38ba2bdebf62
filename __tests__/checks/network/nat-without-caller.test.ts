import { natWithoutCaller as check } from "../../../src/checks/network/nat-without-caller";
import { newMessages, referenceFindings } from "./findings";

describe("nat-without-caller", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a default route in a private network without callers", () => {
    const messages = newMessages(check, "retail-forecast", "aws_route.more", ({ network }) => {
      network.resource.aws_nat_gateway = { more: { subnet_id: "${aws_subnet.public_a.id}" } };
      network.resource.aws_route.more = {
        route_table_id: "${aws_route_table.private.id}",
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "${aws_nat_gateway.more.id}",
      };
    });
    expect(messages).toContain("no workload in them needs the internet");
  });
});
