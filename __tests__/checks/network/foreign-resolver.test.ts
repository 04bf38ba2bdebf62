import { foreignResolver } from "../../../src/checks/network/name-resolution";
import { newMessages, referenceFindings } from "./findings";

describe("foreign-resolver", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(foreignResolver)).toEqual([]);
  });

  test("names the server that gets queries of AWS", () => {
    const messages = newMessages(
      foreignResolver,
      "retail-forecast",
      "aws_route53_resolver_rule.own",
      ({ network }) => {
        network.resource.aws_route53_resolver_rule = {
          own: {
            domain_name: "ecr.ap-southeast-1.amazonaws.com",
            rule_type: "FORWARD",
            target_ip: [{ ip: "203.0.113.53" }],
          },
        };
        network.resource.aws_route53_resolver_rule_association = {
          own: { resolver_rule_id: "${aws_route53_resolver_rule.own.id}", vpc_id: "${aws_vpc.main.id}" },
        };
      },
    );
    expect(messages).toBe(
      "queries of ecr.ap-southeast-1.amazonaws.com go to 203.0.113.53, also those of names of AWS below amazonaws.com",
    );
  });
});
