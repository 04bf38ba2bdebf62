import { networkAclWide as check } from "../../../src/checks/network/network-acls";
import { newMessages, referenceFindings } from "./findings";

describe("network-acl-wide", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a rule for more ports than needed", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443",
      ({ network }) => {
        network.resource.aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443.from_port = 22;
      },
    );
    expect(messages).toContain("allows ingress of TCP 22-443 from 10.64.0.0/16");
  });

  test("reports a rule for more addresses than needed", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_network_acl_rule.private_ingress_10_0_0_0_8_tcp_80",
      ({ network }) => {
        network.resource.aws_network_acl_rule.private_ingress_10_0_0_0_8_tcp_80.cidr_block = "0.0.0.0/0";
      },
    );
    expect(messages).toContain("of which nothing needs TCP 80 from 0.0.0.0/5");
  });

  test("reports a subnet without a network ACL", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_subnet.private_b", ({ network }) =>
      network.resource.aws_network_acl.private.subnet_ids.pop(),
    );
    expect(messages).toContain("no network ACL");
  });
});
