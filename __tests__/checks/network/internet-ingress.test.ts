import { internetIngress as check } from "../../../src/checks/network/security-group-surplus";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("internet-ingress", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports pods that allow every address", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
      ({ network }) => {
        delete ingress(network)["nodes_from_alb_8080"].referenced_security_group_id;
        ingress(network)["nodes_from_alb_8080"].cidr_ipv4 = "0.0.0.0/0";
      },
    );
    expect(messages).toContain("0.0.0.0/0");
  });

  test("reports an inline rule of a group", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group.nodes", ({ network }) => {
      network.resource.aws_security_group.nodes.ingress = [
        { protocol: "tcp", from_port: 22, to_port: 22, ipv6_cidr_blocks: ["::/0"] },
      ];
    });
    expect(messages).toContain("::/0");
  });

  test("reports an internal load balancer that allows every address", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_vpc_security_group_ingress_rule.alb_from_10_0_0_0_8_80",
      ({ network }) => {
        ingress(network)["alb_from_10_0_0_0_8_80"].cidr_ipv4 = "0.0.0.0/0";
      },
    );
    expect(messages).toContain("0.0.0.0/0");
  });

  test("reports a public load balancer that allows ports without a listener", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_ingress_rule.alb_from_internet_80",
      ({ network }) => {
        ingress(network)["alb_from_internet_80"].to_port = 90;
      },
    );
    expect(messages).toContain("0.0.0.0/0");
  });
});
