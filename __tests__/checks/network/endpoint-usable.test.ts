import { endpointUsable as check } from "../../../src/checks/network/endpoint-usable";
import { planWith } from "../../support/changed-plans";
import { newlyFound } from "../../support/findings";
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

  test("reports the wrong kind of an endpoint that only applications call", () => {
    const plan = planWith("retail-forecast", { network: { endpoints: { sagemakerRuntime: true } } });
    const found = newlyFound([check], plan, ({ network }) => {
      endpoints(network)["sagemaker_runtime"].vpc_endpoint_type = "Gateway";
    });
    expect(found).toEqual([
      expect.stringContaining("is of type Gateway, expected interface for sagemaker.runtime"),
    ]);
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
