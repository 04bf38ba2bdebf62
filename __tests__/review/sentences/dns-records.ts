import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const RECORD = "aws_route53_record.api";
const record = (config: JsonObject, address = RECORD) => ({
  [address]: { zone_id: "Z0123456789ABC", name: "api.example.com", type: "A", ttl: 60, ...config },
});
const cname = (to: string, more: JsonObject = {}) => record({ type: "CNAME", records: [to], ...more });
const alias = (balancer: string) =>
  record({ alias: { name: `\${aws_lb.${balancer}.dns_name}`, zone_id: `\${aws_lb.${balancer}.zone_id}` } });
const balancer = (name: string) => ({ [`aws_lb.${name}`]: { name, internal: true } });
const fixed = record({ records: ["192.0.2.1"] });
const ENDPOINT = { "aws_vpc_endpoint.s3": { vpc_id: "vpc-1", service_name: "com.amazonaws.eu-west-1.s3" } };

const validation = (config: JsonObject = {}) => ({
  "aws_route53_record.validation": {
    zone_id: "Z0123456789ABC",
    name: "${tolist(aws_acm_certificate.entry.domain_validation_options)[0].resource_record_name}",
    type: "CNAME",
    ...config,
  },
});

const ingress = (scheme: string) => ({
  "kubernetes_ingress_v1.models": {
    metadata: {
      name: "models",
      namespace: "models",
      annotations: { "alb.ingress.kubernetes.io/scheme": scheme },
    },
    spec: { ingress_class_name: "alb" },
  },
});

/** Names that clients use. */
export const DNS_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    before: cname("a.example.net"),
    lines: [
      "attention, outage: no longer: api.example.com resolves to a.example.net, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    before: cname("a.example.net"),
    after: cname("b.example.net"),
    lines: [
      "attention, outage: no longer: api.example.com resolves to a.example.net, in hosted zone Z0123456789ABC; now it resolves to b.example.net",
      "attention: now: api.example.com resolves to b.example.net, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    beside: { ...balancer("one"), ...balancer("two") },
    before: alias("one"),
    after: alias("two"),
    lines: [
      "attention: no longer: api.example.com resolves to the load balancer of aws_lb.one, in hosted zone Z0123456789ABC; now it resolves to aws_lb.two",
      "attention: now: api.example.com resolves to the load balancer of aws_lb.two, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    beside: balancer("one"),
    before: alias("one"),
    lines: [
      "attention, outage: no longer: api.example.com resolves to the load balancer of aws_lb.one, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    beside: balancer("one"),
    before: alias("one"),
    after: fixed,
    topic: "DNS records",
    lines: [
      "attention, outage: no longer: api.example.com resolves to the load balancer of aws_lb.one, in hosted zone Z0123456789ABC; now it resolves to 192.0.2.1",
      "attention: now: api.example.com resolves to 192.0.2.1, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    beside: balancer("one"),
    before: fixed,
    after: alias("one"),
    topic: "DNS records",
    lines: [
      "attention: no longer: api.example.com resolves to 192.0.2.1, in hosted zone Z0123456789ABC; now it resolves to aws_lb.one",
      "attention: now: api.example.com resolves to the load balancer of aws_lb.one, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    after: cname("a.example.net"),
    lines: ["info: now: api.example.com resolves to a.example.net, in hosted zone Z0123456789ABC"],
  },
  {
    layer: "network",
    beside: balancer("one"),
    after: alias("one"),
    lines: [
      "info: now: api.example.com resolves to the load balancer of aws_lb.one, in hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    beside: ENDPOINT,
    after: record({ alias: { name: "${aws_vpc_endpoint.s3.dns_entry[0].dns_name}", zone_id: "Z1" } }),
    lines: [
      "info: now: api.example.com resolves to aws_vpc_endpoint.s3, in private hosted zone Z0123456789ABC",
    ],
  },
  {
    layer: "network",
    after: record({ dynamic: { alias: { for_each: "${var.aliases}", content: {} } } }),
    lines: ["info: now: api.example.com resolves to an unknown address, in hosted zone Z0123456789ABC"],
  },
  {
    layer: "network",
    beside: fixed,
    after: record({ type: "AAAA", records: ["2001:db8::1"] }, "aws_route53_record.v6"),
    lines: ["attention: now: api.example.com resolves to 2001:db8::1, in hosted zone Z0123456789ABC"],
  },
  {
    layer: "network",
    after: cname("a.example.net", { allow_overwrite: true }),
    lines: [
      "attention: now: api.example.com resolves to a.example.net, in hosted zone Z0123456789ABC; it overwrites a record of this name, if there is one",
    ],
  },
  {
    layer: "network",
    before: validation(),
    lines: [
      "attention: aws_route53_record.validation is destroyed: AWS cannot renew the certificate that it validates",
    ],
  },
  {
    layer: "network",
    before: validation(),
    after: validation({ zone_id: "Z9876543210ABC" }),
    lines: [
      "attention: aws_route53_record.validation is replaced, zone_id Z0123456789ABC → Z9876543210ABC: AWS renews the certificate only while the record is in the zone that resolves its names",
    ],
  },
  {
    layer: "models",
    beside: cname("${kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname}"),
    before: ingress("internal"),
    after: ingress("internet-facing"),
    topic: "DNS records",
    lines: [
      "attention: api.example.com resolves to the old load balancer after this apply, since the controller replaces it afterwards; apply models again",
    ],
  },
];
