import { networkAclPaths as check } from "../../../src/checks/network/network-acls";
import { newMessages, referenceFindings } from "./findings";

describe("network-acl-paths", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports denied return traffic", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_network_acl.private",
      ({ network }) => delete network.resource.aws_network_acl_rule.private_ingress_200,
    );
    expect(messages).toContain("ingress of TCP 1024-65535 from 0.0.0.0/0");
  });

  test("reports a deny rule with a lower number than the allow rule", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_network_acl.private", ({ network }) => {
      network.resource.aws_network_acl_rule.deny = {
        ...network.resource.aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443,
        rule_action: "deny",
        rule_number: 1,
      };
    });
    expect(messages).toContain("ingress of TCP 443 from 10.64.0.0/16");
  });

  test("reports two rules with one rule number", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_network_acl_rule.private_egress_10_64_0_0_16_tcp_1024_65535",
      ({ network }) => {
        network.resource.aws_network_acl_rule.private_egress_10_64_0_0_16_tcp_1024_65535.rule_number = 100;
      },
    );
    expect(messages).toContain("rule number 100");
  });
});
