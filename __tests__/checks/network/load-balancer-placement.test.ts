import { loadBalancerPlacement as check } from "../../../src/checks/network/load-balancer-placement";
import { newMessages, referenceFindings } from "./findings";

describe("load-balancer-placement", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports an Ingress without a security group", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_ingress_v1.models",
      ({ models }) =>
        delete models.resource.kubernetes_ingress_v1.models.metadata.annotations[
          "alb.ingress.kubernetes.io/security-groups"
        ],
    );
    expect(messages).toContain("has no security group");
  });

  test("reports a target group without pods", () => {
    const messages = newMessages(
      check,
      "retail-forecast-option-b",
      "aws_lb.demo",
      ({ models }) => delete models.resource.helm_release,
    );
    expect(messages).toContain("has no known target pods");
  });
});
