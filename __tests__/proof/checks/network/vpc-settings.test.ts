import { vpcSettings as check } from "../../../../src/proof/checks/network/vpc-settings";
import { newMessages, referenceFindings } from "./findings";

describe("vpc-settings", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports disabled DNS hostnames", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc.main", ({ network }) => {
      network.resource.aws_vpc.main.enable_dns_hostnames = false;
    });
    expect(messages).toContain("enable_dns_hostnames");
  });

  test("reports an existing VPC without a postcondition on DNS support", () => {
    const messages = newMessages(check, "retail-forecast-console", "data.aws_vpc.main", ({ network }) =>
      network.data.aws_vpc.main.lifecycle.postcondition.splice(1, 1),
    );
    expect(messages).toContain("enable_dns_support");
  });
});
