import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const ASSOCIATION = "aws_wafv2_web_acl_association.guard";
const arnOfAcl = (id: string) => `arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/${id}`;
const association = (balancer = "main", acl = arnOfAcl("a"), address = ASSOCIATION) => ({
  [address]: { resource_arn: `\${aws_lb.${balancer}.arn}`, web_acl_arn: acl },
});
const balancer = (name = "main") => ({ [`aws_lb.${name}`]: { name, internal: true } });

const INGRESS = "kubernetes_ingress_v1.models";
const ingress = (annotations: JsonObject) => ({
  [INGRESS]: { metadata: { name: "models", namespace: "models", annotations }, spec: {} },
});

/** Web ACLs that Terraform associates with a load balancer. */
export const WEB_ACL_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    beside: balancer(),
    after: association(),
    lines: ["info: now: a web ACL filters requests, by aws_wafv2_web_acl_association.guard"],
  },
  {
    layer: "network",
    before: { ...balancer(), ...association() },
    lines: [
      "info: aws_wafv2_web_acl_association.guard is destroyed with its load balancer",
      "attention, outage: aws_lb.main destroyed: its clients get no answer",
    ],
  },
  {
    layer: "network",
    beside: balancer(),
    before: association(),
    after: association("main", arnOfAcl("a"), "aws_wafv2_web_acl_association.other"),
    lines: [
      "info: now: a web ACL filters requests, by aws_wafv2_web_acl_association.other",
      "info: aws_wafv2_web_acl_association.guard is destroyed: another block gives its load balancer a web ACL",
    ],
  },
  {
    layer: "network",
    beside: balancer(),
    before: association(),
    lines: [
      "attention, less protection: no web ACL filters requests any more: aws_wafv2_web_acl_association.guard is destroyed",
    ],
  },
  {
    layer: "network",
    before: { ...balancer(), ...association() },
    after: { ...balancer("other"), ...association("other") },
    topic: "Web ACLs",
    lines: ["info: aws_wafv2_web_acl_association.guard is replaced with its load balancer"],
  },
  {
    layer: "network",
    beside: { ...balancer(), ...balancer("other") },
    before: association(),
    after: {
      ...association("other"),
      ...association("main", arnOfAcl("a"), "aws_wafv2_web_acl_association.other"),
    },
    lines: [
      "info: aws_wafv2_web_acl_association.guard is replaced: another block gives its load balancer a web ACL",
      "info: now: a web ACL filters requests, by aws_wafv2_web_acl_association.other",
    ],
  },
  {
    layer: "network",
    beside: { ...balancer(), ...balancer("other") },
    before: association(),
    after: association("other"),
    lines: [
      "attention, less protection: no web ACL filters requests of aws_lb.main any more: aws_wafv2_web_acl_association.guard is replaced",
    ],
  },
  {
    layer: "network",
    beside: balancer(),
    before: association(),
    after: association("main", arnOfAcl("b")),
    lines: [
      "attention: another web ACL filters requests, by aws_wafv2_web_acl_association.guard: arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/a → arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/b; no stack shows its rules",
    ],
  },
  {
    layer: "models",
    before: { ...association(), ...ingress({}) },
    after: ingress({ "alb.ingress.kubernetes.io/wafv2-acl-arn": arnOfAcl("a") }),
    lines: [
      "info: now: a web ACL filters requests; wafv2-acl-arn of kubernetes_ingress_v1.models: not set → arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/main/a",
      "info: aws_wafv2_web_acl_association.guard is destroyed: another block gives its load balancer a web ACL",
    ],
  },
];
