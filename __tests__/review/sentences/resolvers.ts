import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const resolving = (direction: string, config: JsonObject = {}) => ({
  "aws_route53_resolver_endpoint.main": { direction, security_group_ids: ["sg-1"], ...config },
});

/** Endpoints of the Route 53 Resolver. */
export const RESOLVER_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    after: resolving("INBOUND"),
    lines: [
      "attention: new aws_route53_resolver_endpoint.main: it serves networks that ask it, and each of its addresses is billed by the hour",
    ],
    topic: "Resolver endpoints",
  },
  {
    layer: "network",
    after: resolving("OUTBOUND"),
    lines: [
      "attention: new aws_route53_resolver_endpoint.main: it serves workloads that ask for names of other networks, and each of its addresses is billed by the hour",
    ],
    topic: "Resolver endpoints",
  },
  {
    layer: "network",
    before: resolving("INBOUND"),
    lines: [
      "attention, outage: outage: aws_route53_resolver_endpoint.main is removed, and networks that ask it get no answer",
    ],
  },
  {
    layer: "network",
    before: resolving("OUTBOUND"),
    lines: [
      "attention, outage: outage: aws_route53_resolver_endpoint.main is removed, and workloads that ask for names of other networks get no answer",
    ],
  },
  {
    layer: "network",
    before: resolving("INBOUND"),
    after: resolving("INBOUND", { security_group_ids: ["sg-2"] }),
    lines: [
      "attention, outage: outage: aws_route53_resolver_endpoint.main is replaced with other addresses, and networks that ask it get no answer",
    ],
  },
];
