import { subnetRanges as check } from "../../../src/checks/network/subnet-ranges";
import { newMessages, referenceFindings } from "./findings";

describe("subnet-ranges", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports two subnets that overlap", () => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.private_b", ({ network }) => {
      network.resource.aws_subnet.private_b.cidr_block = "10.0.101.128/25";
    });
    expect(messages).toContain("overlaps aws_subnet.private_a");
  });

  test("reports a subnet outside the VPC", () => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.private_b", ({ network }) => {
      network.resource.aws_subnet.private_b.cidr_block = "10.1.0.0/24";
    });
    expect(messages).toContain("outside the VPC");
  });
});
