import { foundOnce as check } from "../../../src/checks/network/found-once";
import { newMessages, referenceFindings } from "./findings";

describe("found-once", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a lookup without a filter for the VPC", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_subnets.private_a",
      ({ network }) => delete network.data.aws_subnets.private_a.filter,
    );
    expect(messages).toContain("no filter for the VPC");
  });

  test("reports an existing security group whose rules are not read", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_security_groups.nodes",
      ({ network }) => network.data.aws_vpc_security_group_rules.rules.filter[0].values.splice(1, 1),
    );
    expect(messages).toContain("its rules are not read");
  });

  test.each([
    "${one(data.aws_subnets.private_a.ids)}",
    "${(one(tolist(data.aws_subnets.private_a.ids)))}",
    "${local.subnet}",
  ])("accepts a subnet with the id %s", (id) => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_subnet.private_a",
      ({ network }) => {
        network.locals = { ...network.locals, subnet: "${one(data.aws_subnets.private_a.ids)}" };
        network.data.aws_subnet.private_a.id = id;
      },
    );
    expect(messages).toBe("");
  });

  test.each(["${data.aws_subnets.private_a.filter[0]}", "${upper(one(data.aws_subnets.private_a.ids))}"])(
    "reports a subnet with the id %s",
    (id) => {
      const messages = newMessages(
        check,
        "retail-forecast-console",
        "data.aws_subnet.private_a",
        ({ network }) => (network.data.aws_subnet.private_a.id = id),
      );
      expect(messages).toContain("does not read the id that a lookup returned");
    },
  );

  test("reports an existing security group without a postcondition on the internet", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_security_group.nodes",
      ({ network }) => network.data.aws_security_group.nodes.lifecycle.postcondition.pop(),
    );
    expect(messages).toContain("through undeclared rules");
  });
});
