import { clientsReachLoadBalancer as check } from "../../../src/checks/network/clients-reach-load-balancer";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("clients-reach-load-balancer", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a listener without an ingress rule on its port", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_ingress_v1.models",
      ({ network }) => delete ingress(network)["alb_from_internet_443"],
    );
    expect(messages).toContain("listens on 443");
  });

  test("reports an internet-facing load balancer that allows only a private range", () => {
    const messages = newMessages(check, "retail-forecast", "kubernetes_ingress_v1.models", ({ network }) => {
      ingress(network)["alb_from_internet_443"].cidr_ipv4 = "10.0.0.0/8";
    });
    expect(messages).toContain("allows a public range");
  });

  test("reports public subnets without a route to an internet gateway", () => {
    const messages = newMessages(
      check,
      "retail-forecast-option-b",
      "aws_lb.demo",
      ({ network }) => delete network.resource.aws_route.public_internet,
    );
    expect(messages).toContain("no route to an internet gateway");
  });

  test("reports an existing load balancer without an ingress rule for clients", () => {
    const messages = newMessages(check, "retail-forecast-console", "data.aws_lb.demo", ({ network }) =>
      network.data.aws_security_group.alb.lifecycle.postcondition.shift(),
    );
    expect(messages).toContain("listens on 80");
  });
});
