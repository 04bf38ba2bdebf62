import { workloadsReachInternet as check } from "../../../src/checks/network/workloads-reach-internet";
import { egress, newMessages, referenceFindings } from "./findings";

describe("workloads-reach-internet", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a missing route to the NAT gateway", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_route_table.private",
      ({ network }) => delete network.resource.aws_route.private_internet_main,
    );
    expect(messages).toContain("no route to 0.0.0.0/0 through NAT");
  });

  test("reports nodes without an egress rule to the internet", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_security_group.nodes",
      ({ network }) => delete egress(network)["nodes_to_internet_443"],
    );
    expect(messages).toContain("public.ecr.aws");
  });
});
