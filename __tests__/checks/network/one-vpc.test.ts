import { oneVpc as check } from "../../../src/checks/network/one-vpc";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("one-vpc", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports an endpoint in another VPC", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      endpoints(network)["sts"].vpc_id = "vpc-0123";
    });
    expect(messages).toContain("is in vpc-0123");
  });
});
