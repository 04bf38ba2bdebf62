import { natInZone as check } from "../../../src/checks/network/nat-in-zone";
import { newMessages, referenceFindings } from "./findings";

describe("nat-in-zone", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a subnet that routes to the NAT gateway of another zone", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_subnet.private_b", ({ network }) => {
      network.resource.aws_route.private_internet_b.nat_gateway_id = "${aws_nat_gateway.a.id}";
    });
    expect(messages).toContain("routes to the NAT gateway in ap-southeast-2a");
  });
});
