import { type Editable } from "../../../support/altered";
import { type Block, type Case, type OpeningCase, RETAIL, VPC, adds } from "./case";

const zone = (name: string): Block => ["aws_route53_zone", "own", { name, vpc: [{ vpc_id: VPC }] }];
const rule = (domain: string, body: Editable = {}): readonly Block[] => [
  [
    "aws_route53_resolver_rule",
    "own",
    { domain_name: domain, rule_type: "FORWARD", target_ip: [{ ip: "203.0.113.53" }], ...body },
  ],
  [
    "aws_route53_resolver_rule_association",
    "own",
    { resolver_rule_id: "${aws_route53_resolver_rule.own.id}", vpc_id: VPC },
  ],
];

const zones = (name: string, words = new RegExp(name.replaceAll(".", "\\."))): OpeningCase => ({
  what: `a private zone ${name}`,
  environment: RETAIL,
  edit: adds("network", zone(name)),
  address: "aws_route53_zone.own",
  words,
});

const forwards = (domain: string): OpeningCase => ({
  what: `queries of ${domain} to a stranger`,
  environment: RETAIL,
  edit: adds("network", ...rule(domain)),
  address: "aws_route53_resolver_rule.own",
  words: /203\.0\.113\.53|amazonaws\.com/,
});

const opens = (what: string, words: RegExp, block: Block, ...others: readonly Block[]): OpeningCase => ({
  what,
  environment: RETAIL,
  edit: adds("network", block, ...others),
  address: `${block[0]}.${block[1]}`,
  words,
});

/** Names of AWS and of the cluster that another resolver or zone answers. */
export const NAMES_THAT_OPEN: readonly OpeningCase[] = [
  zones("amazonaws.com"),
  zones("com"),
  zones("ap-southeast-1.amazonaws.com"),
  zones("api.ecr.ap-southeast-1.amazonaws.com"),
  zones("111122223333.dkr.ecr.ap-southeast-1.amazonaws.com"),
  zones("s3.ap-southeast-1.amazonaws.com"),
  zones("sts.amazonaws.com"),
  zones("gr7.ap-southeast-1.eks.amazonaws.com"),
  zones("AmazonAWS.com.", /amazonaws\.com/),
  opens(
    "a private zone by its association",
    /amazonaws\.com/,
    ["aws_route53_zone", "own", { name: "eks.amazonaws.com", vpc: [{ vpc_id: "vpc-0fedcba9876543210" }] }],
    ["aws_route53_zone_association", "own", { zone_id: "${aws_route53_zone.own.zone_id}", vpc_id: VPC }],
  ),
  opens("a zone of another account", /Z0123456789STRANGER/, [
    "aws_route53_zone_association",
    "own",
    { zone_id: "Z0123456789STRANGER", vpc_id: VPC },
  ]),
  forwards("amazonaws.com"),
  forwards("."),
  forwards("s3.ap-southeast-1.amazonaws.com"),
  forwards("ap-southeast-1.eks.amazonaws.com"),
  opens(
    "queries of AWS to a stranger, by a rule that others associate",
    /203\.0\.113\.53/,
    rule("amazonaws.com")[0] as Block,
  ),
  opens("a resolver rule of another account", /rslvr-rr-0123456789abcdef0/, [
    "aws_route53_resolver_rule_association",
    "own",
    { resolver_rule_id: "rslvr-rr-0123456789abcdef0", vpc_id: VPC },
  ]),
  opens(
    "a name server of a stranger",
    /203\.0\.113\.53/,
    ["aws_vpc_dhcp_options", "own", { domain_name_servers: ["203.0.113.53"] }],
    [
      "aws_vpc_dhcp_options_association",
      "own",
      { vpc_id: VPC, dhcp_options_id: "${aws_vpc_dhcp_options.own.id}" },
    ],
  ),
  opens("DHCP options of a stranger", /dopt-0123456789abcdef0/, [
    "aws_vpc_dhcp_options_association",
    "own",
    { vpc_id: VPC, dhcp_options_id: "dopt-0123456789abcdef0" },
  ]),
  opens("a profile of a stranger", /rp-0123456789abcdef0/, [
    "aws_route53profiles_association",
    "own",
    { name: "own", profile_id: "rp-0123456789abcdef0", resource_id: VPC },
  ]),
  opens("a firewall of names", /firewall/, [
    "aws_route53_resolver_firewall_rule_group_association",
    "own",
    { name: "own", firewall_rule_group_id: "rslvr-frg-0123456789abcdef0", priority: 101, vpc_id: VPC },
  ]),
];

const fits = (what: string, ...blocks: readonly Block[]): Case => ({
  what,
  environment: RETAIL,
  edit: adds("network", ...blocks),
});

export const NAMES_THAT_FIT: readonly Case[] = [
  fits("a private zone of the company", zone("corp.example.com")),
  fits("a private zone with a name that only looks like one of AWS", zone("my-amazonaws.com")),
  fits("a private zone of another VPC", [
    "aws_route53_zone",
    "own",
    { name: "amazonaws.com", vpc: [{ vpc_id: "vpc-0fedcba9876543210" }] },
  ]),
  fits("a public zone", ["aws_route53_zone", "own", { name: "own.example.com" }]),
  fits(
    "queries of the company's names to its resolver",
    ...rule("corp.example.com", { target_ip: [{ ip: "10.20.0.53" }] }),
  ),
  fits(
    "queries of the company's names, by a rule that others associate",
    rule("corp.example.com", { target_ip: [{ ip: "10.20.0.53" }] })[0] as Block,
  ),
  fits(
    "names of AWS by the resolver of the VPC",
    ["aws_route53_resolver_rule", "own", { domain_name: "amazonaws.com", rule_type: "SYSTEM" }],
    [
      "aws_route53_resolver_rule_association",
      "own",
      { resolver_rule_id: "${aws_route53_resolver_rule.own.id}", vpc_id: VPC },
    ],
  ),
  fits("a resolver rule for another VPC", rule("amazonaws.com")[0] as Block, [
    "aws_route53_resolver_rule_association",
    "own",
    { resolver_rule_id: "${aws_route53_resolver_rule.own.id}", vpc_id: "vpc-0fedcba9876543210" },
  ]),
  fits(
    "the name server of AWS",
    [
      "aws_vpc_dhcp_options",
      "own",
      { domain_name: "corp.example.com", domain_name_servers: ["AmazonProvidedDNS"] },
    ],
    [
      "aws_vpc_dhcp_options_association",
      "own",
      { vpc_id: VPC, dhcp_options_id: "${aws_vpc_dhcp_options.own.id}" },
    ],
  ),
];
