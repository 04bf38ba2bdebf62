import { type SentenceCase } from "./case";

const VPC = "aws_vpc.main";
const vpc = (config: object) => ({ [VPC]: { cidr_block: "10.0.0.0/16", ...config } });
const EIP = "aws_eip.nat";
const eip = (config: object = {}) => ({ [EIP]: { domain: "vpc", ...config } });

const RULE = "aws_vpc_security_group_ingress_rule.https";
const rule = (description: string) => ({
  [RULE]: {
    description,
    security_group_id: "sg-0123456789abcdef0",
    cidr_ipv4: "10.0.0.0/8",
    from_port: 443,
    to_port: 443,
    ip_protocol: "tcp",
  },
});

/** Settings of a VPC, public addresses, and descriptions of rules. */
export const VPC_SETTING_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    before: vpc({ enable_dns_hostnames: false }),
    after: vpc({ enable_dns_hostnames: true }),
    lines: ["info: enable_dns_hostnames of aws_vpc.main: false → true"],
  },
  {
    layer: "network",
    before: vpc({ enable_dns_support: true }),
    after: vpc({ enable_dns_support: false }),
    lines: [
      "attention, outage: enable_dns_support of aws_vpc.main: true → false: names of the cluster, of the endpoints and of all AWS services no longer resolve in the VPC",
    ],
  },
  {
    layer: "network",
    before: vpc({ enable_dns_hostnames: true }),
    after: vpc({ enable_dns_hostnames: false }),
    lines: [
      "attention, outage: enable_dns_hostnames of aws_vpc.main: true → false: private names of endpoints and of the Kubernetes API no longer resolve in the VPC",
    ],
  },
  {
    layer: "network",
    before: eip(),
    lines: [
      "attention, cannot go back: the public address of aws_eip.nat goes back to AWS, which can give it to another account; lists of allowed addresses elsewhere need another one",
    ],
  },
  {
    layer: "network",
    before: eip(),
    after: eip({ network_border_group: "eu-west-1-lhr-1" }),
    lines: [
      "attention, cannot go back: the public address of aws_eip.nat goes back to AWS, which can give it to another account; lists of allowed addresses elsewhere need another one",
    ],
  },
  {
    layer: "network",
    before: rule("Clients"),
    after: rule("Clients of the office"),
    lines: [
      "info: description of aws_vpc_security_group_ingress_rule.https: Clients → Clients of the office; the rule admits the same",
    ],
  },
];
