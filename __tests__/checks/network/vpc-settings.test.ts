import { vpcSettings as check } from "../../../src/checks/network/vpc-settings";
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

  test.each([
    ["enable_dns64", true],
    ["ipv6_native", "true"],
    ["assign_ipv6_address_on_creation", true],
    ["ipv6_cidr_block", "2600:1f18::/64"],
  ])("reports a subnet with %s", (argument, value) => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.private_a", ({ network }) => {
      network.resource.aws_subnet.private_a[argument] = value;
    });
    expect(messages).toContain(`the subnet: has IPv6 (${argument}), and the VPC has none`);
  });

  test("accepts IPv6 of a subnet that is switched off", () => {
    const messages = newMessages(check, "retail-forecast", "aws_subnet.private_a", ({ network }) => {
      network.resource.aws_subnet.private_a.enable_dns64 = false;
      network.resource.aws_subnet.private_a.assign_ipv6_address_on_creation = "false";
    });
    expect(messages).toEqual("");
  });
});
