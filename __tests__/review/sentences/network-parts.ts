import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const VPC_ID = "${aws_vpc.main.id}";
const SUBNET = {
  "aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  "aws_subnet.a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" },
};
const vpc = (cidr: string) => ({ "aws_vpc.main": { cidr_block: cidr } });
const group = (name: string) => ({
  "aws_security_group.lb": { name, description: "Load balancer", vpc_id: VPC_ID },
});
const balancer = (config: JsonObject = {}) => ({
  "aws_lb.main": {
    name: "main",
    internal: true,
    subnets: ["${aws_subnet.a.id}"],
    security_groups: ["${aws_security_group.lb.id}"],
    ...config,
  },
});
const LISTENERS = {
  "aws_lb_listener.http": { load_balancer_arn: "${aws_lb.main.arn}", port: 80, protocol: "HTTP" },
  "aws_lb_listener.https": { load_balancer_arn: "${aws_lb.main.arn}", port: 443, protocol: "HTTPS" },
};
const publicAddresses = (map_public_ip_on_launch: boolean) => ({
  "aws_subnet.a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24", map_public_ip_on_launch },
});
const openBucket = (block_public_acls: boolean) => ({
  "aws_s3_bucket.models": { bucket: "models" },
  "aws_s3_bucket_public_access_block.models": {
    bucket: "${aws_s3_bucket.models.id}",
    block_public_acls,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  },
});

/** Parts of the network that end, and what the internet reaches. */
export const NETWORK_PART_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    beside: { "aws_subnet.a": SUBNET["aws_subnet.a"], "aws_route_table.main": { vpc_id: VPC_ID } },
    before: vpc("10.0.0.0/16"),
    after: vpc("10.1.0.0/16"),
    lines: [
      "attention, outage: aws_vpc.main replaced (cidr_block): everything in it ends and is created anew: subnets, endpoints, load balancers and nodes; 2 more replaced with it",
    ],
  },
  {
    layer: "network",
    beside: SUBNET,
    before: group("a"),
    after: group("b"),
    lines: ["info: aws_security_group.lb replaced (name); nothing that the stacks know has it"],
  },
  {
    layer: "network",
    beside: { ...SUBNET, ...balancer() },
    before: group("a"),
    after: group("b"),
    lines: [
      "attention, outage: aws_security_group.lb replaced (name): its rules go first, which ends all connections of the load balancer aws_lb.main, and AWS deletes no group that interfaces have: the apply stops there",
    ],
  },
  {
    layer: "network",
    beside: { ...SUBNET, ...LISTENERS },
    before: balancer(),
    after: balancer({ internal: false }),
    topic: "Internet exposure",
    lines: [
      "attention, open to everyone: now: the load balancer aws_lb.main is open to the internet (internet-facing) on port 80, 443",
    ],
  },
  {
    layer: "network",
    beside: { ...SUBNET, ...LISTENERS },
    before: balancer({ internal: false }),
    after: balancer(),
    lines: [
      "info: no longer: the load balancer aws_lb.main is open to the internet (internet-facing) on port 80, 443",
      "attention, outage: aws_lb.main replaced (internal): clients get no answer until the new one is ready and their name leads to it; 2 more replaced with it",
    ],
  },
  {
    layer: "network",
    beside: vpc("10.0.0.0/16"),
    before: publicAddresses(false),
    after: publicAddresses(true),
    lines: ["attention: now: instances in subnet aws_subnet.a get a public address"],
  },
  {
    before: openBucket(true),
    after: openBucket(false),
    lines: ["attention, less protection: now: bucket models does not enable block_public_acls"],
  },
];
