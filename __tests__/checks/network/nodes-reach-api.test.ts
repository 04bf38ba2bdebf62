import { nodesReachApi as check } from "../../../src/checks/network/required-flows";
import { CLUSTER_GROUP, egress, ingress, newMessages, referenceFindings } from "./findings";

describe("nodes-reach-api", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports nodes without an egress rule to the control plane", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.nodes",
      ({ network }) => delete egress(network)["nodes_to_control_plane_443"],
    );
    expect(messages).toContain("no egress rule to aws_security_group.control_plane");
  });

  test("reports a control plane without an ingress rule from nodes", () => {
    const messages = newMessages(
      check,
      "ml-inference-prod",
      "aws_security_group.control_plane",
      ({ network }) => delete ingress(network)["control_plane_from_nodes_443"],
    );
    expect(messages).toContain("no ingress rule from aws_security_group.nodes");
  });

  test("reports nodes without a rule to the cluster security group if it is the only group of the control plane", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.nodes",
      ({ cluster }) => delete cluster.resource.aws_eks_cluster.main.vpc_config.security_group_ids,
    );
    expect(messages).toContain(`to ${CLUSTER_GROUP}`);
  });
});
