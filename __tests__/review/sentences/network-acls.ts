import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const SUBNET = {
  "aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  "aws_subnet.a": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.0.0.0/24" },
};
const rule = (rule_no: number, cidr_block: string) => ({
  rule_no,
  action: "allow",
  protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_block,
});
const acl = (...ingress: JsonObject[]) => ({
  "aws_network_acl.main": {
    vpc_id: "${aws_vpc.main.id}",
    subnet_ids: ["${aws_subnet.a.id}"],
    ingress,
    egress: [{ ...rule(100, "0.0.0.0/0"), protocol: "-1", from_port: 0, to_port: 0 }],
  },
});
const OWN = rule(100, "10.0.0.0/16");
const OFFICE = rule(110, "10.20.0.0/16");

/** Packets that network ACLs let through. */
export const NETWORK_ACL_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    beside: SUBNET,
    before: acl(OWN),
    lines: [
      "attention, less protection: network ACL aws_network_acl.main no longer filters the packets of aws_subnet.a: the default network ACL of the VPC lets everything through",
    ],
  },
  {
    layer: "network",
    beside: SUBNET,
    before: acl(OWN),
    after: acl(OWN, OFFICE),
    lines: [
      "attention, less protection: network ACL aws_network_acl.main lets more through, ingress of aws_subnet.a: TCP 443 from 10.20.0.0/16",
    ],
  },
  {
    layer: "network",
    beside: SUBNET,
    before: acl(OWN, OFFICE),
    after: acl(OWN),
    lines: [
      "info: network ACL aws_network_acl.main drops more, ingress of aws_subnet.a: TCP 443 from 10.20.0.0/16",
    ],
  },
];
