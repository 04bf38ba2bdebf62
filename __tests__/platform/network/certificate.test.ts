import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { type JsonObject, type StackJson, block, blocks } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { PLAIN, networkWith, stack, text, value } from "./demo-stack";

const ALB_ARN = "${one(aws_lb.demo[*].arn)}";

const created = networkWith({ entry: { certificateArn: null } });

test("ING-02 with a given certificate none is created", () => {
  expect(text).not.toHaveResource(AcmCertificate);
});

test("ING-02 a given certificate is an output", () => {
  expect(value(stack, "certificate_arn")).toBe(
    "arn:aws:acm:ap-southeast-1:555566667777:certificate/0a1b2c3d-0000-4000-8000-555566667777",
  );
});

test("ING-02 with a hosted zone a certificate is created, before its predecessor is destroyed", () => {
  expect(created.find("aws_acm_certificate.entry")?.config).toMatchObject({
    domain_name: "demo.retail.example.com",
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
});

const option = (name: string) =>
  `\${one([for option in aws_acm_certificate.entry.domain_validation_options : option.${name} if option.domain_name == each.key])}`;

test("ING-02 the hosted zone has the records that validate the certificate", () => {
  expect(created.find("aws_route53_record.entry_validation")?.config).toMatchObject({
    for_each: '${toset(["demo.retail.example.com"])}',
    zone_id: "Z0123456789RETAILDEMO",
    name: option("resource_record_name"),
    type: option("resource_record_type"),
    records: [option("resource_record_value")],
  });
});

test("ING-02 users of the certificate wait until it is validated", () => {
  expect(created.find("aws_acm_certificate_validation.entry")?.config).toMatchObject({
    certificate_arn: "${aws_acm_certificate.entry.arn}",
    validation_record_fqdns: "${[for record in aws_route53_record.entry_validation : record.fqdn]}",
  });
  const validated = "${aws_acm_certificate_validation.entry.certificate_arn}";
  expect(created.find("aws_lb_listener.https")?.config["certificate_arn"]).toBe(validated);
  expect(value(created, "certificate_arn")).toBe(validated);
});

test("ING-02 the certificate of an Ingress is created in the same way", () => {
  const mlapp = planOf("mlapp").stack("network");
  expect(mlapp.find("aws_acm_certificate.entry")?.config).toMatchObject({ domain_name: "mlapp.com" });
  expect(value(mlapp, "certificate_arn")).toBe("${aws_acm_certificate_validation.entry.certificate_arn}");
});

test("ING-02 plain HTTP needs no certificate", () => {
  const plain = networkWith(PLAIN);
  expect(plain.resources("aws_acm_certificate")).toEqual([]);
  expect(plain.outputs).not.toHaveProperty("certificate_arn");
});

test("ING-02 option B has an alias record for its host in the hosted zone", () => {
  expect(text).toHaveResourceWithProperties(Route53Record, {
    zone_id: "${data.aws_route53_zone.host.zone_id}",
    name: "demo.retail.example.com",
    type: "A",
    alias: {
      name: "${one(aws_lb.demo[*].dns_name)}",
      zone_id: "${one(aws_lb.demo[*].zone_id)}",
      evaluate_target_health: true,
    },
  });
});

test("ING-02 option B has no record without a hosted zone", () => {
  expect(networkWith({ entry: { hostedZoneId: null } }).resources("aws_route53_record")).toEqual([]);
});

test("ALB-02 the ALB has the web ACL of the environment", () => {
  expect(text).toHaveResourceWithProperties(Wafv2WebAclAssociation, {
    resource_arn: ALB_ARN,
    web_acl_arn:
      "arn:aws:wafv2:ap-southeast-1:555566667777:regional/webacl/retail-demo/0a1b2c3d-0000-4000-8000-555566667777",
  });
});

test("ALB-02 without a configured web ACL the ALB has none", () => {
  const bare = networkWith({ entry: { webAclArn: null } });
  expect(bare.resources("aws_wafv2_web_acl_association")).toEqual([]);
});

/** Conditions of the zone in which a certificate is validated. */
const zoneClaims = (network: StackJson): JsonObject[] =>
  network
    .dataSources("aws_route53_zone")
    .filter(({ name }) => name === "entry_zone")
    .flatMap(({ config }) => blocks(block(config["lifecycle"])["postcondition"]));

test("ING-02 a plan fails where the records of a certificate would be in a private zone, which ACM never reads", () => {
  const [claim] = zoneClaims(created);
  expect(claim?.["condition"]).toBe("${self.private_zone != true}");
  expect(claim?.["error_message"]).toMatch(
    /^hosted zone Z0123456789RETAILDEMO \(\$\{self\.name\}\) is private, so ACM never sees the records .* and the apply waits 75 minutes; set entry\.hostedZoneId to the public zone of the host, or give entry\.certificateArn$/,
  );
});

test("ING-02 a plan fails where a host of the certificate is not in the zone", () => {
  const [, claim] = zoneClaims(created);
  expect(claim?.["condition"]).toBe(
    '${try(endswith(".demo.retail.example.com", format(".%s", trimsuffix(self.name, "."))), true)}',
  );
});

test("ING-02 an internal entry has the same condition, since ACM validates from the internet", () => {
  const internal = planWith("mlapp", { entry: { scheme: "internal", webAclArn: null } }).stack("network");
  expect(zoneClaims(internal)).toHaveLength(2);
});

test("ING-02 with a given certificate the zone may be private", () => {
  expect(zoneClaims(stack)).toEqual([]);
});
