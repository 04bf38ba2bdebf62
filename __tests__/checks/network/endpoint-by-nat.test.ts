import { endpointByNat as check } from "../../../src/checks/network/endpoint-by-nat";
import { endpoints, newMessages, referenceFindings } from "./findings";

describe("endpoint-by-nat", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a missing endpoint whose callers route through NAT", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_vpc_endpoint.sts",
      ({ network }) => delete endpoints(network)["sts"],
    );
    expect(messages).toContain("leave it by the default route");
  });
});
