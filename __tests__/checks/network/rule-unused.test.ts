import { ruleUnused as check } from "../../../src/checks/network/security-group-surplus";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("rule-unused", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports an additional rule", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_security_group_ingress_rule.more",
      ({ network }) => {
        ingress(network)["more"] = { ...ingress(network)["nodes_from_alb_8080"], from_port: 22, to_port: 22 };
      },
    );
    expect(messages).toContain("TCP 22");
  });

  test("reports an additional rule of the type aws_security_group_rule", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group_rule.more", ({ network }) => {
      network.resource.aws_security_group_rule = {
        more: {
          type: "ingress",
          security_group_id: "${aws_security_group.nodes.id}",
          cidr_blocks: ["10.0.0.0/16"],
          protocol: "tcp",
          from_port: 22,
          to_port: 22,
        },
      };
    });
    expect(messages).toContain("TCP 22");
  });

  test("reports a declared rule of an existing group that no connection needs", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_security_group.nodes",
      ({ network }) => {
        const [first] = network.data.aws_security_group.nodes.lifecycle.postcondition;
        network.data.aws_security_group.nodes.lifecycle.postcondition.push({
          ...first,
          condition: first.condition.replaceAll("8080", "8081"),
        });
      },
    );
    expect(messages).toContain("TCP 8081");
  });
});
