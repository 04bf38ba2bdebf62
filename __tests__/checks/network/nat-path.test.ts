import { natPath as check } from "../../../src/checks/network/nat-path";
import { newMessages, referenceFindings } from "./findings";

describe("nat-path", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a NAT gateway in a private subnet", () => {
    const messages = newMessages(check, "mlapp", "aws_nat_gateway.main", ({ network }) => {
      network.resource.aws_nat_gateway.main.subnet_id = "${aws_subnet.private_a.id}";
    });
    expect(messages).toContain("aws_subnet.private_a has no route");
  });

  test("reports two NAT gateways that share an Elastic IP address", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_nat_gateway.b", ({ network }) => {
      network.resource.aws_nat_gateway.b.allocation_id = "${aws_eip.nat_a.allocation_id}";
    });
    expect(messages).toContain("belongs to another NAT gateway");
  });
});
