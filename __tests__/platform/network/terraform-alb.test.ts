import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { configWith } from "../../support/environments";
import "../../support/terraform-matchers";
import { OPTION_B, PLAIN, networkWith, stack, text } from "./demo-stack";

test("ALB-02 the ALB is internet-facing, in both public subnets, with the load balancer's group", () => {
  expect(text).toHaveResourceWithProperties(Lb, {
    name: "mlops-hybrid-api-demo-alb",
    internal: false,
    load_balancer_type: "application",
    subnets: ["${aws_subnet.public_a.id}", "${aws_subnet.public_b.id}"],
    security_groups: ["${aws_security_group.alb.id}"],
  });
});

test("ALB-02 the ALB drops malformed headers and mitigates desync attacks", () => {
  expect(text).toHaveResourceWithProperties(Lb, {
    drop_invalid_header_fields: true,
    desync_mitigation_mode: "defensive",
  });
});

test("ALB-02 the ALB depends on the route to the internet gateway", () => {
  expect(text).toHaveResourceWithProperties(Lb, { depends_on: ["aws_route.public_internet"] });
});

test("ALB-02 the target group has IP targets, on the port of the requirements", () => {
  expect(text).toHaveResourceWithProperties(LbTargetGroup, {
    name: "mlops-hybrid-eks-api-tg",
    target_type: "ip",
    protocol: "HTTP",
    port: 8080,
    vpc_id: "${aws_vpc.main.id}",
  });
});

test("ALB-02 the target group deregisters a target within 60 s", () => {
  expect(text).toHaveResourceWithProperties(LbTargetGroup, {
    name: "mlops-hybrid-eks-api-tg",
    deregistration_delay: "60",
  });
});

test("ALB-02 the target group has the health check of the requirements", () => {
  expect(text).toHaveResourceWithProperties(LbTargetGroup, {
    name: "mlops-hybrid-eks-api-tg",
    health_check: {
      path: "/health",
      port: "traffic-port",
      protocol: "HTTP",
      matcher: "200",
      healthy_threshold: 2,
      unhealthy_threshold: 2,
      timeout: 5,
      interval: 30,
    },
  });
});

test("ALB-02 the target group uses the model's health path, and stays when the model's port changes", () => {
  const [model] = configWith(OPTION_B).models;
  const changed = networkWith({ models: [{ ...model, port: 5000, healthPath: "/ready" }] });
  expect(changed.find("aws_lb_target_group.api")?.config).toMatchObject({
    port: 8080,
    health_check: { path: "/ready" },
  });
});

test("ALB-02 listener 80 redirects to 443", () => {
  expect(text).toHaveResourceWithProperties(LbListener, {
    port: 80,
    protocol: "HTTP",
    default_action: [
      { type: "redirect", redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" } },
    ],
  });
});

test("ALB-02 listener 443 forwards with the certificate and TLS 1.2 or 1.3", () => {
  expect(text).toHaveResourceWithProperties(LbListener, {
    port: 443,
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn:
      "arn:aws:acm:ap-southeast-1:555566667777:certificate/0a1b2c3d-0000-4000-8000-555566667777",
    default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" }],
  });
});

test("ALB-02 a classroom demo forwards plain HTTP with one listener", () => {
  const plain = networkWith(PLAIN);
  expect(plain.resources("aws_lb_listener").map(({ address }) => address)).toEqual(["aws_lb_listener.http"]);
  expect(plain.find("aws_lb_listener.http")?.config).toMatchObject({
    port: 80,
    default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" }],
  });
});

test("ALB-02 a classroom demo has no rule for port 443 of the ALB", () => {
  const rules = networkWith(PLAIN).resources("aws_vpc_security_group_ingress_rule");
  expect(rules).not.toEqual([]);
  expect(rules.map(({ name }) => name)).not.toContain("alb_from_internet_443");
});

describe("an internal ALB", () => {
  const internal = () => networkWith({ entry: { scheme: "internal" } });

  test("ALB-02 an internal ALB is in the private subnets", () => {
    expect(internal().find("aws_lb.demo")?.config).toMatchObject({
      internal: true,
      subnets: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    });
  });

  test("ALB-02 an internal ALB allows only the VPC", () => {
    const fromClients = internal()
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ name }) => name.startsWith("alb_"));
    expect(fromClients.map(({ config }) => config["cidr_ipv4"])).toEqual(["10.0.0.0/16", "10.0.0.0/16"]);
  });
});

test("ALB-02 the forwarding listener is replaced with the target group, which AWS cannot delete before", () => {
  const lifecycle = (address: string) => stack.find(address)?.config["lifecycle"];
  expect(lifecycle("aws_lb_listener.https")).toEqual({
    replace_triggered_by: ["aws_lb_target_group.api.arn"],
  });
  expect(lifecycle("aws_lb_listener.http")).toBeUndefined();
});
