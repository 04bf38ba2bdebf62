import { endpointMissing as check } from "../../../src/checks/network/endpoint-missing";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("endpoint-missing", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a missing endpoint with its callers", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_vpc_endpoint.sts",
      ({ network }) => delete endpoints(network)["sts"],
    );
    expect(messages).toContain("models: exchange their service account for a role");
  });

  test("reports an endpoint of another region", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.ecr_api", ({ network }) => {
      endpoints(network)["ecr_api"].service_name = "com.amazonaws.eu-west-1.ecr.api";
    });
    expect(messages).toContain("nodes: authorizes image pulls");
  });

  test("reports an existing endpoint that is not declared", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "aws_vpc_endpoint.logs",
      ({ network }) => delete network.data.aws_vpc_endpoint.logs,
    );
    expect(messages).toContain("CloudWatch observability: ships");
  });
});
