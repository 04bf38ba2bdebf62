import { endpointUsable as check } from "../../../src/checks/network/endpoint-usable";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("endpoint-usable", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports disabled private DNS", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      endpoints(network)["sts"].private_dns_enabled = false;
    });
    expect(messages).toContain("no private DNS");
  });

  test("reports a zone with callers and without an interface", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) =>
      endpoints(network)["sts"].subnet_ids.pop(),
    );
    expect(messages).toContain("no interface in ap-southeast-1b");
  });

  test("reports an endpoint with the security group of nodes", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      endpoints(network)["sts"].security_group_ids = ["${aws_security_group.nodes.id}"];
    });
    expect(messages).toContain("shares a security group");
  });

  test("reports an existing endpoint without a postcondition on private DNS", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_vpc_endpoint.sts",
      ({ network }) => network.data.aws_vpc_endpoint.sts.lifecycle.postcondition.shift(),
    );
    expect(messages).toContain("no private DNS");
  });
});
