import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { type Json, type StackJson, asObject } from "../../src/terraform-json/stack-json";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";

const OPTION_B = "retail-forecast-option-b";
const text = planOf(OPTION_B).text("network");
const stack = planOf(OPTION_B).stack("network");
const networkWith = (change: object): StackJson => planWith(OPTION_B, change).stack("network");
const value = (of: StackJson, output: string): Json | undefined => asObject(of.outputs[output])["value"];

const COUNT = "${var.demo_enabled ? 1 : 0}";
const ALB_ARN = "${one(aws_lb.demo[*].arn)}";

/** A classroom demo: no certificate, no host, no zone, no web ACL. */
const PLAIN = {
  entry: { httpOnly: true, certificateArn: null, host: null, hostedZoneId: null, webAclArn: null },
};

describe("option A", () => {
  const optionA = ENVIRONMENTS.filter((name) => configWith(name).entry.type !== "terraform-alb");

  test.each(optionA)("ALB-01 %s has no ALB in Terraform", (environment) => {
    const { stacks } = planOf(environment);
    expect(stacks.length).toBeGreaterThan(1);
    expect(stacks.flatMap((each) => each.resources("aws_lb"))).toEqual([]);
  });

  test("OUT-01 an Ingress has no load balancer to name here, but its host is known", () => {
    const ingress = planOf("retail-forecast").stack("network");
    for (const output of ["alb_arn", "alb_dns_name", "alb_zone_id", "eks_api_target_group_arn"]) {
      expect(ingress.outputs).not.toHaveProperty(output);
    }
    expect(value(ingress, "api_demo_config")).toEqual({
      public_endpoint: "https://forecast.retail.example.com",
      health_check: "https://forecast.retail.example.com/health",
      predict_endpoint: "https://forecast.retail.example.com/predict",
    });
  });

  test("OUT-01 a health check that no path of the Ingress leads to is not promised", () => {
    expect(value(planOf("mlapp").stack("network"), "api_demo_config")).toEqual({
      public_endpoint: "https://mlapp.com",
      predict_endpoint: "https://mlapp.com/predict",
    });
  });

  test("OUT-01 an NLB, whose name nobody knows yet, has no addresses", () => {
    expect(planOf("ml-inference-prod").stack("network").outputs).not.toHaveProperty("api_demo_config");
  });
});

describe("option B", () => {
  test("ALB-02 the ALB faces the internet from both public subnets with the load balancer's group", () => {
    expect(text).toHaveResourceWithProperties(Lb, {
      name: "mlops-hybrid-api-demo-alb",
      internal: false,
      load_balancer_type: "application",
      subnets: ["${aws_subnet.public_a.id}", "${aws_subnet.public_b.id}"],
      security_groups: ["${aws_security_group.alb.id}"],
    });
  });

  test("ALB-02 the ALB drops malformed headers, defends against desync and waits for the internet gateway", () => {
    expect(text).toHaveResourceWithProperties(Lb, {
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "defensive",
      depends_on: ["aws_route.public_internet"],
    });
  });

  test("ALB-02 the target group takes pod addresses and checks their health as the documents say", () => {
    expect(text).toHaveResourceWithProperties(LbTargetGroup, {
      name: "mlops-hybrid-eks-api-tg",
      target_type: "ip",
      protocol: "HTTP",
      port: 8080,
      vpc_id: "${aws_vpc.main.id}",
      deregistration_delay: "60",
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

  test("ALB-02 the target group follows the model's port and health path", () => {
    const [model] = configWith(OPTION_B).models;
    const changed = networkWith({ models: [{ ...model, port: 5000, healthPath: "/ready" }] });
    expect(changed.find("aws_lb_target_group.api")?.config).toMatchObject({
      port: 5000,
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

  test("ALB-02 a classroom demo forwards plain HTTP by one listener", () => {
    const plain = networkWith(PLAIN);
    expect(plain.resources("aws_lb_listener").map(({ address }) => address)).toEqual([
      "aws_lb_listener.http",
    ]);
    expect(plain.find("aws_lb_listener.http")?.config).toMatchObject({
      port: 80,
      default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api.arn}" }],
    });
    expect(plain.resources("aws_vpc_security_group_ingress_rule").map(({ name }) => name)).not.toContain(
      "alb_from_internet_443",
    );
  });

  test("ALB-02 an internal ALB stands in the private subnets and admits the VPC alone", () => {
    const internal = networkWith({ entry: { scheme: "internal" } });
    expect(internal.find("aws_lb.demo")?.config).toMatchObject({
      internal: true,
      subnets: ["${aws_subnet.private_a.id}", "${aws_subnet.private_b.id}"],
    });
    const fromClients = internal
      .resources("aws_vpc_security_group_ingress_rule")
      .filter(({ name }) => name.startsWith("alb_"));
    expect(fromClients.map(({ config }) => config["cidr_ipv4"])).toEqual(["10.0.0.0/16", "10.0.0.0/16"]);
  });

  test("ALB-02 the listener that forwards is made anew with the target group, which AWS would not delete before", () => {
    const lifecycle = (address: string) => stack.find(address)?.config["lifecycle"];
    expect(lifecycle("aws_lb_listener.https")).toEqual({
      replace_triggered_by: ["aws_lb_target_group.api.arn"],
    });
    expect(lifecycle("aws_lb_listener.http")).toBeUndefined();
  });
});

describe("the switch", () => {
  const SWITCHED = [
    "aws_lb.demo",
    "aws_lb_listener.http",
    "aws_lb_listener.https",
    "aws_route53_record.alias",
    "aws_wafv2_web_acl_association.guard",
  ];

  test("ALB-03 a Terraform variable turns exactly the ALB and what hangs on it on and off", () => {
    expect(asObject(stack.json["variable"])).toMatchObject({ demo_enabled: { type: "bool", default: true } });
    const counted = stack.resources().filter(({ config }) => "count" in config);
    expect(counted.map(({ address }) => address).sort()).toEqual(SWITCHED);
    expect(counted.filter(({ config }) => config["count"] !== COUNT)).toEqual([]);
  });

  test("ALB-03 nothing else names the ALB or the variable, so nothing else changes with them", () => {
    const others = stack.resources().filter(({ address }) => !SWITCHED.includes(address));
    expect(others.length).toBeGreaterThan(40);
    const touched = others.filter(({ config }) =>
      /aws_lb\.demo|var\.demo_enabled/.test(JSON.stringify(config)),
    );
    expect(touched).toEqual([]);
  });

  test("ALB-03 nothing stands in the way of turning it off", () => {
    expect(text).toHaveResourceWithProperties(Lb, { enable_deletion_protection: false });
    const kept = stack
      .resources()
      .filter(({ config }) => asObject(config["lifecycle"] ?? null)["prevent_destroy"]);
    expect(kept).toEqual([]);
  });

  test("ALB-03 the target group stays, and so does its output", () => {
    expect(stack.find("aws_lb_target_group.api")?.config).not.toHaveProperty("count");
    expect(value(stack, "eks_api_target_group_arn")).toBe("${aws_lb_target_group.api.arn}");
  });

  test("ALB-03 OUT-01 outputs that name the ALB are null while it is off", () => {
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
});

describe("certificate and name", () => {
  const made = networkWith({ entry: { certificateArn: null } });

  test("ING-02 a given certificate is used as it is", () => {
    expect(text).not.toHaveResource(AcmCertificate);
    expect(value(stack, "certificate_arn")).toBe(
      "arn:aws:acm:ap-southeast-1:555566667777:certificate/0a1b2c3d-0000-4000-8000-555566667777",
    );
  });

  test("ING-02 in a given zone a certificate is made and validated by DNS", () => {
    expect(made.find("aws_acm_certificate.entry")?.config).toMatchObject({
      domain_name: "demo.retail.example.com",
      validation_method: "DNS",
      lifecycle: { create_before_destroy: true },
    });
    expect(made.find("aws_route53_record.entry_validation")?.config).toMatchObject({
      for_each:
        "${{ for key, val in tolist(aws_acm_certificate.entry.domain_validation_options): val.domain_name => val }}",
      zone_id: "Z0123456789RETAILDEMO",
      name: "${each.value.resource_record_name}",
      type: "${each.value.resource_record_type}",
      records: ["${each.value.resource_record_value}"],
    });
  });

  test("ING-02 who uses the certificate waits until it is validated", () => {
    expect(made.find("aws_acm_certificate_validation.entry")?.config).toMatchObject({
      certificate_arn: "${aws_acm_certificate.entry.arn}",
      validation_record_fqdns: "${[for record in aws_route53_record.entry_validation : record.fqdn]}",
    });
    const validated = "${aws_acm_certificate_validation.entry.certificate_arn}";
    expect(made.find("aws_lb_listener.https")?.config["certificate_arn"]).toBe(validated);
    expect(value(made, "certificate_arn")).toBe(validated);
  });

  test("ING-02 an Ingress gets its certificate in the same way", () => {
    const mlapp = planOf("mlapp").stack("network");
    expect(mlapp.find("aws_acm_certificate.entry")?.config).toMatchObject({ domain_name: "mlapp.com" });
    expect(value(mlapp, "certificate_arn")).toBe("${aws_acm_certificate_validation.entry.certificate_arn}");
  });

  test("ING-02 plain HTTP needs no certificate", () => {
    const plain = networkWith(PLAIN);
    expect(plain.resources("aws_acm_certificate")).toEqual([]);
    expect(plain.outputs).not.toHaveProperty("certificate_arn");
  });

  test("ING-02 option B has an alias record for its host in the given zone, and none without a zone", () => {
    expect(text).toHaveResourceWithProperties(Route53Record, {
      zone_id: "Z0123456789RETAILDEMO",
      name: "demo.retail.example.com",
      type: "A",
      alias: {
        name: "${one(aws_lb.demo[*].dns_name)}",
        zone_id: "${one(aws_lb.demo[*].zone_id)}",
        evaluate_target_health: true,
      },
    });
    expect(networkWith({ entry: { hostedZoneId: null } }).resources("aws_route53_record")).toEqual([]);
  });

  test("ALB-02 a web ACL guards the ALB, and nothing does without one", () => {
    expect(text).toHaveResourceWithProperties(Wafv2WebAclAssociation, {
      resource_arn: ALB_ARN,
      web_acl_arn:
        "arn:aws:wafv2:ap-southeast-1:555566667777:regional/webacl/retail-demo/0a1b2c3d-0000-4000-8000-555566667777",
    });
    const bare = networkWith({ entry: { webAclArn: null } });
    expect(bare.resources("aws_wafv2_web_acl_association")).toEqual([]);
  });
});
