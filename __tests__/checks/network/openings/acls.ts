import { type Editable } from "../../../support/altered";
import { type Edit } from "../../../support/findings";
import { type Block, type Case, ML, type OpeningCase, RETAIL, VPC, adds, both, changes } from "./case";

const aclRule = (number: number, body: Editable, name = "own", acl = "private"): Block => [
  "aws_network_acl_rule",
  name,
  {
    network_acl_id: `\${aws_network_acl.${acl}.id}`,
    rule_number: number,
    rule_action: "allow",
    egress: false,
    protocol: "tcp",
    ...body,
  },
];
const EVERYTHING = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
const ports = (from: number, to = from): Editable => ({ from_port: from, to_port: to });

const opens = (what: string, block: Block, words: RegExp): OpeningCase => ({
  what,
  environment: ML,
  edit: adds("network", block),
  address: "aws_network_acl_rule.own",
  words,
});

const inline = (name: string, rules: Editable): Edit =>
  changes("network", `aws_network_acl.${name}`, (acl) => Object.assign(acl, rules));

/** Moves the rules of an ACL into it. */
const movedInline: Edit = ({ network }) => {
  const { aws_network_acl: acls, aws_network_acl_rule: rules } = network["resource"] as Editable;
  for (const [name, rule] of Object.entries(rules as Record<string, Editable>)) {
    if (!name.startsWith("private_")) continue;
    const key = rule["egress"] === true ? "egress" : "ingress";
    const { rule_number, rule_action, protocol, from_port, to_port, cidr_block } = rule;
    const acl = acls["private"] as Editable;
    const own = (acl[key] ?? []) as Editable[];
    acl[key] = [
      ...own,
      {
        rule_no: rule_number,
        action: rule_action,
        protocol,
        from_port: from_port ?? 0,
        to_port: to_port ?? 0,
        cidr_block,
      },
    ];
    Reflect.deleteProperty(rules as Editable, name);
  }
};

const DEFAULT = { default_network_acl_id: "${aws_vpc.main.default_network_acl_id}" };
const OPEN = {
  ingress: [{ rule_no: 100, action: "allow", ...EVERYTHING }],
  egress: [{ rule_no: 100, action: "allow", ...EVERYTHING }],
};

/** A private subnet with another ACL than that of the private subnets: an open one. */
const byOtherAcl = (what: string, type: string, body: Editable): OpeningCase => ({
  what,
  environment: ML,
  edit: both(
    adds("network", [type, "own", { ...body, subnet_ids: ["${aws_subnet.private_a.id}"], ...OPEN }]),
    changes(
      "network",
      "aws_network_acl.private",
      (acl) => (acl["subnet_ids"] = ["${aws_subnet.private_b.id}"]),
    ),
  ),
  address: `${type}.own`,
  words: /0\.0\.0\.0\/0|every/,
});

export const ACLS_THAT_OPEN: readonly OpeningCase[] = [
  opens("everything, as the last rule", aclRule(900, EVERYTHING), /0\.0\.0\.0\/0|every/),
  opens("everything of IPv6", aclRule(900, { protocol: "-1", ipv6_cidr_block: "::/0" }), /::\/0/),
  opens("everything to leave", aclRule(900, { ...EVERYTHING, egress: true }), /0\.0\.0\.0\/0|every/),
  opens(
    "UDP of another network",
    aclRule(900, { protocol: "udp", ...ports(0, 65535), cidr_block: "10.0.0.0/8" }),
    /UDP/,
  ),
  opens(
    "SSH of the internet in public subnets",
    aclRule(900, { ...ports(22), cidr_block: "0.0.0.0/0" }, "own", "public"),
    /22/,
  ),
  opens("SSH of one address", aclRule(900, { ...ports(22), cidr_block: "198.51.100.7/32" }), /22/),
  opens("another protocol", aclRule(900, { protocol: "50", cidr_block: "10.0.0.0/8" }), /protocol 50/),
  {
    what: "everything by two halves",
    environment: ML,
    edit: adds(
      "network",
      aclRule(900, { ...EVERYTHING, cidr_block: "0.0.0.0/1" }, "own"),
      aclRule(901, { ...EVERYTHING, cidr_block: "128.0.0.0/1" }, "half"),
    ),
    address: "aws_network_acl_rule.own",
    words: /0\.0\.0\.0\/1/,
  },
  {
    what: "a range of ports that is too wide",
    environment: ML,
    edit: changes(
      "network",
      "aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443",
      (each) => (each["from_port"] = 22),
    ),
    address: "aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443",
    words: /22-443/,
  },
  {
    what: "more addresses for a port",
    environment: ML,
    edit: changes(
      "network",
      "aws_network_acl_rule.private_ingress_10_0_0_0_8_tcp_80",
      (each) => (each["cidr_block"] = "0.0.0.0/0"),
    ),
    address: "aws_network_acl_rule.private_ingress_10_0_0_0_8_tcp_80",
    words: /more addresses|0\.0\.0\.0\/0/,
  },
  {
    what: "everything by an inline rule",
    environment: ML,
    edit: inline("private", { ingress: [{ rule_no: 50, action: "allow", ...EVERYTHING }] }),
    address: "aws_network_acl.private",
    words: /0\.0\.0\.0\/0|every/,
  },
  byOtherAcl("everything by inline rules of another ACL of a private subnet", "aws_network_acl", {
    vpc_id: VPC,
  }),
  byOtherAcl(
    "everything by the default ACL, which a private subnet gets",
    "aws_default_network_acl",
    DEFAULT,
  ),
  {
    what: "everything by the default ACL, which the next subnet gets",
    environment: ML,
    edit: adds("network", ["aws_default_network_acl", "own", { ...DEFAULT, ...OPEN }]),
    address: "aws_default_network_acl.own",
    words: /0\.0\.0\.0\/0|every/,
  },
  {
    what: "a private subnet without its ACL",
    environment: ML,
    edit: changes("network", "aws_network_acl.private", (acl) => (acl["subnet_ids"] as string[]).pop()),
    address: "aws_subnet.private_b",
    words: /no network ACL/,
  },
];

const fits = (what: string, edit: Edit, environment = ML): Case => ({ what, environment, edit });

export const ACLS_THAT_FIT: readonly Case[] = [
  fits("the same rules inline", movedInline),
  fits(
    "an inline rule that denies strangers",
    inline("private", {
      ingress: [{ rule_no: 50, action: "deny", protocol: "tcp", ...ports(22), cidr_block: "203.0.113.0/24" }],
    }),
  ),
  fits(
    "a rule that denies strangers",
    adds(
      "network",
      aclRule(50, {
        rule_action: "deny",
        ...EVERYTHING,
        cidr_block: "192.0.2.0/24",
        protocol: "udp",
        ...ports(0, 65535),
      }),
    ),
  ),
  fits(
    "a rule that denies IPv6",
    adds("network", aclRule(50, { rule_action: "deny", protocol: "-1", ipv6_cidr_block: "::/0" })),
  ),
  fits(
    "a rule that denies a part of IPv6 of the size of IPv4",
    adds("network", aclRule(50, { rule_action: "deny", protocol: "-1", ipv6_cidr_block: "64:ff9b::/96" })),
  ),
  fits(
    "a rule that allows what a lower number denies",
    adds(
      "network",
      aclRule(890, { rule_action: "deny", ...ports(22), cidr_block: "198.51.100.0/24" }, "denied"),
      aclRule(900, { ...ports(22), cidr_block: "198.51.100.0/24" }),
    ),
  ),
  fits(
    "everything, after everything is denied",
    // after the rules for ranges of the file, which have numbers by what they allow
    adds(
      "network",
      aclRule(32_750, { rule_action: "deny", ...EVERYTHING }, "denied"),
      aclRule(32_760, EVERYTHING),
    ),
  ),
  fits(
    "a rule for a part of the VPC",
    adds("network", aclRule(900, { ...ports(8443), cidr_block: "10.32.0.0/20" })),
  ),
  fits(
    "the protocol by number",
    changes(
      "network",
      "aws_network_acl_rule.private_ingress_10_64_0_0_16_tcp_443",
      (each) => (each["protocol"] = "6"),
    ),
  ),
  fits(
    "the default ACL without rules and subnets",
    adds("network", ["aws_default_network_acl", "own", DEFAULT]),
  ),
  fits(
    "the default ACL with the rules that AWS gives it, where no subnet has another",
    adds("network", ["aws_default_network_acl", "own", { ...DEFAULT, ...OPEN }]),
    RETAIL,
  ),
];
