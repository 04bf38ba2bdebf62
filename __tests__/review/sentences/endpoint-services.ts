import { type JsonObject } from "../../../src/terraform/stack-json";
import { type BlockCase, type SentenceCase } from "./case";

const ADDRESS = "aws_vpc_endpoint_service.main";
const CONSUMER = "arn:aws:iam::111122223333:root";
const OTHER = "arn:aws:iam::111122223333:role/other";

const service = (config: JsonObject = {}) => ({
  [ADDRESS]: {
    acceptance_required: true,
    allowed_principals: [CONSUMER],
    network_load_balancer_arns: ["${aws_lb.one.arn}"],
    ...config,
  },
});

const RULES = "service.beta.kubernetes.io/aws-load-balancer-inbound-sg-rules-on-private-link-traffic";

const nlb = (rules: string): JsonObject => ({
  metadata: { name: "main", annotations: { [RULES]: rules } },
  spec: { type: "LoadBalancer" },
});

const changed = (before: JsonObject, after: JsonObject, ...lines: BlockCase["lines"]): SentenceCase => ({
  layer: "models",
  before: service(before),
  after: service(after),
  lines,
  topic: "Entry",
});

/** Endpoint services of PrivateLink. */
export const ENDPOINT_SERVICE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    after: service(),
    lines: [
      `attention: new ${ADDRESS}: the principals that it allows connect to its load balancer once the owner accepts them`,
    ],
    topic: "Entry",
  },
  {
    layer: "models",
    after: service({ acceptance_required: false }),
    lines: [
      `attention: new ${ADDRESS}: the principals that it allows connect to its load balancer at once, since nobody accepts them`,
    ],
    topic: "Entry",
  },
  {
    layer: "models",
    before: service(),
    lines: [
      `attention, outage: outage: ${ADDRESS} is removed: its consumers are cut off, and AWS refuses it while one of them is connected`,
    ],
    topic: "Entry",
  },
  changed(
    {},
    { allowed_principals: [OTHER] },
    `attention: ${OTHER} may connect to ${ADDRESS}`,
    `attention: ${CONSUMER} may no longer connect to ${ADDRESS}; its endpoints stay connected until they are rejected`,
  ),
  changed(
    {},
    { acceptance_required: false },
    `attention, less protection: acceptance_required of ${ADDRESS}: true → false: each consumer that may connect is connected at once`,
  ),
  changed(
    { acceptance_required: false },
    {},
    `info: acceptance_required of ${ADDRESS}: false → true: the owner accepts each further connection, and the others stay`,
  ),
  changed(
    {},
    { network_load_balancer_arns: ["${aws_lb.two.arn}"] },
    `attention: network_load_balancer_arns of ${ADDRESS}: ["\${aws_lb.one.arn}"] → ["\${aws_lb.two.arn}"]: consumers reach another load balancer`,
  ),
  changed(
    {},
    { private_dns_name: "models.example.com" },
    `attention: private_dns_name of ${ADDRESS}: not set → models.example.com: consumers call it by this name once the TXT record of its domain is verified, and no longer by another`,
  ),
  changed(
    { private_dns_name: "models.example.com" },
    {},
    `attention: private_dns_name of ${ADDRESS}: models.example.com → not set: AWS keeps the name, since Terraform does not remove it; consumers call it by this name until an operator runs aws ec2 modify-vpc-endpoint-service-configuration --service-id SERVICE_ID --remove-private-dns-name`,
  ),
  changed(
    {},
    { supported_regions: ["eu-west-1"] },
    `attention: supported_regions of ${ADDRESS}: not set → ["eu-west-1"]: consumers of these regions alone, and of its own, can connect`,
  ),
  changed(
    { supported_regions: ["eu-west-1", "eu-central-1"] },
    { supported_regions: ["eu-west-1"] },
    `attention, outage: consumers of eu-central-1 can no longer connect to ${ADDRESS}; what becomes of their connected endpoints is unconfirmed`,
  ),
  changed(
    { supported_regions: ["eu-west-1", "eu-central-1"] },
    {},
    `attention: supported_regions of ${ADDRESS}: ["eu-west-1","eu-central-1"] → not set: AWS keeps these regions, since Terraform does not remove them; their consumers can connect until an operator runs aws ec2 modify-vpc-endpoint-service-configuration --service-id SERVICE_ID --remove-supported-regions with each of them, its own region apart`,
  ),
  {
    layer: "models",
    before: { "kubernetes_service_v1.main": nlb("on") },
    after: { "kubernetes_service_v1.main": nlb("off") },
    lines: [
      `attention, less protection: inbound-sg-rules-on-private-link-traffic of kubernetes_service_v1.main: on → off: no rule judges the addresses of consumers that come by PrivateLink`,
    ],
  },
];
