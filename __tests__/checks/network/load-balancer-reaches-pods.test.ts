import { loadBalancerReachesPods as check } from "../../../src/checks/network/required-flows";
import { CLUSTER_GROUP, egress, ingress, newMessages, referenceFindings } from "./findings";

describe("load-balancer-reaches-pods", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a load balancer without an egress rule to pods", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.alb",
      ({ network }) => delete egress(network)["alb_to_nodes_8080"],
    );
    expect(messages).toContain("TCP 8080");
  });

  test("reports Fargate pods without an ingress rule from the load balancer", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_eks_cluster.main",
      ({ cluster }) => delete ingress(cluster)["cluster_from_alb_8501"],
    );
    expect(messages).toContain(CLUSTER_GROUP);
  });

  test("reports a container port that differs from the rules", () => {
    const messages = newMessages(
      check,
      "retail-forecast-option-b",
      "aws_security_group.alb",
      ({ models }) => {
        models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container[0].port[0].container_port = 8081;
      },
    );
    expect(messages).toContain("TCP 8081");
  });
});
