import { s3EndpointRoutes as check } from "../../../src/checks/network/s3-endpoint-routes";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("s3-endpoint-routes", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a route table without the endpoint", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      endpoints(network)["s3"].route_table_ids.pop(),
    );
    expect(messages).toContain("not associated with aws_route_table.private_b");
  });

  test("reports a public route table with the endpoint", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      endpoints(network)["s3"].route_table_ids.push("${aws_route_table.public.id}"),
    );
    expect(messages).toContain("aws_route_table.public");
  });
});
