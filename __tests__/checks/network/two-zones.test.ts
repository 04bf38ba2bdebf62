import { twoZones as check } from "../../../src/checks/network/two-zones";
import { newMessages, referenceFindings } from "./findings";

describe("two-zones", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a cluster whose private subnets are all in one zone", () => {
    const messages = newMessages(check, "retail-forecast", "aws_eks_cluster.main", ({ network }) => {
      network.resource.aws_subnet.private_b.availability_zone = "ap-southeast-1a";
    });
    expect(messages).toContain("all subnets are in ap-southeast-1a");
  });
});
