import { ruleTooWide as check } from "../../../src/checks/network/security-group-surplus";
import { egress, ingress, newMessages, referenceFindings } from "./findings";

describe("rule-too-wide", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a range of ports", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
      ({ network }) => {
        ingress(network)["nodes_from_alb_8080"].to_port = 9000;
      },
    );
    expect(messages).toContain("TCP 8080-9000");
  });

  test("reports a rule for every protocol and port", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_ingress_rule.endpoints_from_nodes_443",
      ({ network }) => {
        ingress(network)["endpoints_from_nodes_443"].ip_protocol = "-1";
      },
    );
    expect(messages).toContain("every protocol and port");
  });

  test("reports a rule for every address that is used only for S3", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_egress_rule.nodes_to_s3_443",
      ({ network }) => {
        delete egress(network)["nodes_to_s3_443"].prefix_list_id;
        egress(network)["nodes_to_s3_443"].cidr_ipv4 = "0.0.0.0/0";
      },
    );
    expect(messages).toContain("the prefix list of S3");
  });
});
