import { type SentenceCase } from "./case";

const VPC = "aws_vpc.main";
const vpc = (config: object) => ({ [VPC]: { cidr_block: "10.0.0.0/16", ...config } });
const EIP = "aws_eip.nat";
const eip = (config: object = {}) => ({ [EIP]: { domain: "vpc", ...config } });

const profile = (id: string) => ({
  "aws_route53profiles_association.hub": {
    name: "hub",
    profile_id: id,
    resource_id: "vpc-0123456789abcdef0",
  },
});

const range = (cidr: string) => ({
  "aws_vpc_ipv4_cidr_block_association.pods": { vpc_id: "vpc-0123456789abcdef0", cidr_block: cidr },
});

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
    after: profile("rp-0123456789abcdef"),
    lines: [
      "attention: new aws_route53profiles_association.hub: names in the zones of the profile resolve in the VPC as its owner has them, also those of AWS services",
    ],
    topic: "Settings of the VPC",
  },
  {
    layer: "network",
    before: profile("rp-0123456789abcdef"),
    lines: [
      "attention, outage: outage: aws_route53profiles_association.hub is removed, and names in the zones of its profile resolve to public addresses, or not at all",
    ],
    topic: "Settings of the VPC",
  },
  {
    layer: "network",
    before: profile("rp-0123456789abcdef"),
    after: profile("rp-fedcba9876543210"),
    lines: [
      "attention, outage: outage: aws_route53profiles_association.hub is replaced, and names in the zones of its profile resolve to public addresses, or not at all, until the new one is ready",
    ],
    topic: "Settings of the VPC",
  },
  {
    layer: "network",
    after: range("100.64.0.0/16"),
    lines: [
      "attention: new aws_vpc_ipv4_cidr_block_association.pods: the VPC has a further range, which a transit gateway with route propagation learns; pods have addresses of it after the apply of the cluster, which replaces all nodes",
    ],
    topic: "Settings of the VPC",
  },
  {
    layer: "network",
    before: range("100.64.0.0/16"),
    lines: [
      "attention, outage: outage: aws_vpc_ipv4_cidr_block_association.pods is removed, and AWS keeps it and its subnets while an interface of a node is in them, so that the apply waits and fails; apply the cluster without network.podCidr first",
    ],
    topic: "Settings of the VPC",
  },
  {
    layer: "network",
    before: range("100.64.0.0/16"),
    after: range("100.65.0.0/16"),
    lines: [
      "attention, outage: outage: aws_vpc_ipv4_cidr_block_association.pods is replaced, and AWS keeps it and its subnets while an interface of a node is in them, so that the apply waits and fails; remove network.podCidr and apply the cluster first, and add the other range in a change of its own",
    ],
    topic: "Settings of the VPC",
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
