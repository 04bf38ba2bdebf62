import { Lb } from "@cdktf/provider-aws/lib/lb";
import { asObject } from "../../../src/terraform/stack-json";
import "../../support/terraform-matchers";
import { PLAIN, networkWith, stack, text, value } from "./demo-stack";

const COUNT = "${var.demo_enabled ? 1 : 0}";
const ALB_ARN = "${one(aws_lb.demo[*].arn)}";

const SWITCHED = [
  "aws_lb.demo",
  "aws_lb_listener.http",
  "aws_lb_listener.https",
  "aws_route53_record.alias_demo_retail_example_com",
  "aws_wafv2_web_acl_association.guard",
];

test("ALB-03 the demo has a Terraform variable that is false by default", () => {
  expect(asObject(stack.json["variable"])).toMatchObject({ demo_enabled: { type: "bool", default: false } });
});

test("ALB-03 the environment remembers that its demo is on", () => {
  const on = networkWith({ entry: { demoEnabled: true } });
  expect(asObject(on.json["variable"])).toMatchObject({ demo_enabled: { type: "bool", default: true } });
});

test("ALB-03 the variable controls exactly the ALB and its dependents", () => {
  const counted = stack.resources().filter(({ config }) => "count" in config);
  expect(counted.map(({ address }) => address).sort()).toEqual(SWITCHED);
  expect(counted.filter(({ config }) => config["count"] !== COUNT)).toEqual([]);
});

test("ALB-03 no other resource depends on the ALB or the variable", () => {
  const others = stack.resources().filter(({ address }) => !SWITCHED.includes(address));
  expect(others.length).toBeGreaterThan(40);
  const touched = others.filter(({ config }) =>
    /aws_lb\.demo|var\.demo_enabled/.test(JSON.stringify(config)),
  );
  expect(touched).toEqual([]);
});

test("ALB-03 the ALB has no deletion protection", () => {
  expect(text).toHaveResourceWithProperties(Lb, { enable_deletion_protection: false });
});

test("ALB-03 no resource has prevent_destroy", () => {
  const kept = stack
    .resources()
    .filter(({ config }) => asObject(config["lifecycle"] ?? null)["prevent_destroy"]);
  expect(kept).toEqual([]);
});

test("ALB-03 the target group and its output remain", () => {
  expect(stack.find("aws_lb_target_group.api")?.config).not.toHaveProperty("count");
  expect(value(stack, "eks_api_target_group_arn")).toBe("${aws_lb_target_group.api.arn}");
});

test("ALB-03 OUT-01 outputs of the ALB are null while it is off", () => {
  expect(value(stack, "alb_arn")).toBe(ALB_ARN);
  expect(value(stack, "alb_dns_name")).toBe("${one(aws_lb.demo[*].dns_name)}");
  expect(value(stack, "alb_zone_id")).toBe("${one(aws_lb.demo[*].zone_id)}");
  expect(value(stack, "api_demo_config")).toMatch(/^\$\{one\(\[for alb in aws_lb\.demo : \{.*\}\]\)\}$/);
});

test("OUT-01 with HTTPS clients call the certificate's host", () => {
  const config = String(value(stack, "api_demo_config"));
  expect(config).toContain('public_endpoint = "https://demo.retail.example.com"');
  expect(config).toContain('health_check = "https://demo.retail.example.com/health"');
  expect(config).toContain('predict_endpoint = "https://demo.retail.example.com/predict"');
});

test("OUT-01 with plain HTTP clients call the ALB's own name", () => {
  expect(String(value(networkWith(PLAIN), "api_demo_config"))).toContain(
    'public_endpoint = "http://${one(aws_lb.demo[*].dns_name)}"',
  );
});

test("OUT-01 the addresses include those of further hosts", () => {
  const also = networkWith({ entry: { alsoHosts: ["a.retail.example.com", "b.retail.example.com"] } });
  expect(String(value(also, "api_demo_config"))).toContain(
    'also_public_endpoints = ["https://a.retail.example.com", "https://b.retail.example.com"]',
  );
});
