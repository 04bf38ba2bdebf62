import { workloadsReachS3 as check } from "../../../src/checks/network/required-flows";
import { egress, newMessages, referenceFindings } from "./findings";

describe("workloads-reach-s3", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports nodes without an egress rule to S3", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.nodes",
      ({ network }) => delete egress(network)["nodes_to_s3_443"],
    );
    expect(messages).toContain("the prefix list of S3");
  });

  test("reports an egress rule with the prefix list of another service", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group.nodes", ({ network }) => {
      egress(network)["nodes_to_s3_443"].prefix_list_id = "${aws_vpc_endpoint.sts.prefix_list_id}";
    });
    expect(messages).toContain("the prefix list of S3");
  });
});
