import { workloadsReachEndpoints as check } from "../../../src/checks/network/required-flows";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("workloads-reach-endpoints", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports endpoints without an ingress rule from nodes", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.endpoints",
      ({ network }) => delete ingress(network)["endpoints_from_nodes_443"],
    );
    expect(messages).toContain("no ingress rule from aws_security_group.nodes");
  });

  test("reports endpoints without an ingress rule from Fargate pods", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_security_group.endpoints",
      ({ cluster }) => delete ingress(cluster)["endpoints_from_cluster_443"],
    );
    expect(messages).toContain("Fargate pods");
  });

  test("reports existing endpoints whose ingress rule is not declared", () => {
    const messages = newMessages(
      check,
      "retail-forecast-console",
      "data.aws_security_group.endpoints",
      ({ network }) => delete network.data.aws_security_group.endpoints.lifecycle,
    );
    expect(messages).toContain("no ingress rule from data.aws_security_group.nodes");
  });
});
