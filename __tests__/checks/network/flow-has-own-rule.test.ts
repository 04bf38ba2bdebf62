import { flowHasOwnRule as check } from "../../../src/checks/network/flow-has-own-rule";
import { CLUSTER_GROUP, egress, newMessages, referenceFindings } from "./findings";

describe("flow-has-own-rule", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a connection that only the cluster security group allows", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.control_plane",
      ({ network }) => delete egress(network)["control_plane_to_nodes_10250"],
    );
    expect(messages).toContain(`allowed only by ${CLUSTER_GROUP}`);
  });

  test("reports a connection to endpoints that only the rule for the internet allows", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_security_group.nodes",
      ({ network }) => delete egress(network)["nodes_to_endpoints_443"],
    );
    expect(messages).toContain("allowed only by aws_vpc_security_group_egress_rule.nodes_to_internet_443");
  });
});
