import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const RECORD = "aws_route53_record.api";
const ZONE = "Z0123456789EXAMPLE";

const alias = (name: string) => ({ alias: { name, zone_id: "Z1", evaluate_target_health: true } });
const record = (target: JsonObject, config: JsonObject = {}) => ({
  [RECORD]: { name: "api.example.com", type: "A", zone_id: ZONE, ...target, ...config },
});
const BALANCER = { "aws_lb.main": { name: "main", internal: true } };
const ENDPOINT = { "aws_vpc_endpoint.s3": { vpc_id: "vpc-1", service_name: "com.amazonaws.eu-west-1.s3" } };

/** Records of names that clients use. */
export const DNS_TARGET_SENTENCES: readonly SentenceCase[] = [
  {
    beside: ENDPOINT,
    after: record(alias("${aws_vpc_endpoint.s3.dns_entry[0].dns_name}")),
    topic: "DNS records",
    lines: [
      "info: now: api.example.com resolves to aws_vpc_endpoint.s3, in private hosted zone Z0123456789EXAMPLE",
    ],
  },
  {
    layer: "models",
    beside: BALANCER,
    after: record(alias("${aws_lb.main.dns_name}")),
    topic: "DNS records",
    lines: [
      "info: now: api.example.com resolves to the load balancer of aws_lb.main, in hosted zone Z0123456789EXAMPLE",
    ],
  },
  {
    beside: BALANCER,
    before: record(alias("${aws_lb.main.dns_name}")),
    topic: "DNS records",
    lines: [
      "attention, outage: no longer: api.example.com resolves to the load balancer of aws_lb.main, in hosted zone Z0123456789EXAMPLE",
    ],
  },
  {
    beside: BALANCER,
    before: record(alias("${aws_lb.main.dns_name}")),
    after: record({ records: ["192.0.2.1"] }),
    topic: "DNS records",
    lines: [
      "attention, outage: no longer: api.example.com resolves to the load balancer of aws_lb.main, in hosted zone Z0123456789EXAMPLE; now it resolves to 192.0.2.1",
      "attention: now: api.example.com resolves to 192.0.2.1, in hosted zone Z0123456789EXAMPLE",
    ],
  },
  {
    beside: BALANCER,
    before: record({ records: ["192.0.2.1"] }),
    after: record(alias("${aws_lb.main.dns_name}")),
    topic: "DNS records",
    lines: [
      "attention: no longer: api.example.com resolves to 192.0.2.1, in hosted zone Z0123456789EXAMPLE; now it resolves to aws_lb.main",
      "attention: now: api.example.com resolves to the load balancer of aws_lb.main, in hosted zone Z0123456789EXAMPLE",
    ],
  },
  {
    after: record({ dynamic: { alias: { for_each: "${var.aliases}", content: {} } } }),
    topic: "DNS records",
    lines: ["info: now: api.example.com resolves to an unknown address, in hosted zone Z0123456789EXAMPLE"],
  },
];
